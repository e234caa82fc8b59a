// SPDX-License-Identifier: Apache-2.0

/** Saves a file that this browser made; nothing is asked of anybody. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

export const saveJson = (title: string, text: string): void => saveFile(`${title}.json`, new Blob([text], { type: 'application/json' }));
