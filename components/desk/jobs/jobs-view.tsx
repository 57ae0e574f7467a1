import Header from '@cloudscape-design/components/header';
import type { Scope } from '../../../lib/scope';

/** What is being carried out, and what was. */
export function JobsView(_: { readonly scope: Scope | undefined }) {
  return <Header variant="h1">Jobs</Header>;
}
