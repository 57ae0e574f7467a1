import Header from '@cloudscape-design/components/header';
import type { Scope } from '../../../lib/scope';

/** One job with all that it does. */
export function JobView(_: { readonly id: string; readonly scope: Scope | undefined }) {
  return <Header variant="h1">Job</Header>;
}
