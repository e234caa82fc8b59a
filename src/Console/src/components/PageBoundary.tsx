// SPDX-License-Identifier: Apache-2.0
import { Component, lazy, type ReactNode } from 'react';
import { UnreachableError } from '../api/client';
import { Failure } from './Parts';

/** The page's code could not be fetched: the host is away, or has been replaced by one with other files. */
class PageNotFetched extends UnreachableError {}

/** A page whose code is fetched once, when it is first shown. */
export const pageOnDemand = <Props extends object>(load: () => Promise<(props: Props) => ReactNode>) =>
  lazy(() => load().then((page) => ({ default: page }), (reason: Error) => { throw new PageNotFetched(reason); }));

/** Says that a page's code could not be fetched, and loads the console anew on demand; any other error is not its own. */
export class PageBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError = (error: Error) => ({ error });

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    if (!(error instanceof PageNotFetched)) throw error;
    return <Failure error={error} retry={() => window.location.reload()} />;
  }
}
