import Header from '@cloudscape-design/components/header';
import type { Scope } from '../../../lib/scope';

interface FindingsViewProps {
  readonly scope: Scope | undefined;
  readonly vulnerability: string | undefined;
}

/** The images of an account by their findings, and the search for a vulnerability. */
export function FindingsView(_: FindingsViewProps) {
  return <Header variant="h1">Findings</Header>;
}
