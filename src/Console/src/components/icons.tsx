// SPDX-License-Identifier: Apache-2.0
import type { ReactElement } from 'react';

const icon = (path: ReactElement) => (
  <svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false">
    {path}
  </svg>
);

/** Decoration only: what an icon says stands in words beside it. */
export const Icon = {
  check: icon(<path d="M3 8.5l3.2 3.2L13 4.8" />),
  cross: icon(<path d="M4 4l8 8M12 4l-8 8" />),
  question: icon(<path d="M5.6 6a2.4 2.4 0 1 1 3.3 2.2c-.6.3-.9.7-.9 1.3M8 12.2v.1" />),
  copy: icon(<path d="M6 6h7v7H6zM10 3.5V3H3v7h.5" />),
  dot: icon(<circle cx="8" cy="8" r="2.5" fill="currentColor" stroke="none" />),
  mark: (
    <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="5" fill="#0d2547" />
      <path d="M9 7v18h14" fill="none" stroke="#fff" strokeWidth="2.4" />
      <path d="M13.5 10.5h9M13.5 15h9M13.5 19.5h5" stroke="#c9a24b" strokeWidth="2" />
    </svg>
  ),
};
