import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ComponentChildren } from 'preact';
import type { Identity } from '../../lib/credentials/identity';
import type { Scope } from '../../lib/scope';
import { NoCredentials } from './no-credentials';
import { ProblemAlert } from './problem-alert';
import { useHeld } from './use-held';

interface WithCredentialsProps {
  readonly scope: Scope | undefined;
  /** What there is to be seen once there are some, as a sentence. */
  readonly purpose: string;
  /** Whether those that are held are enough; usually any are. */
  readonly enough?: (identities: readonly Identity[]) => boolean;
  readonly children: (identities: readonly Identity[]) => ComponentChildren;
}

/** What needs credentials, once it is known that there are some; else why it is not there. */
export function WithCredentials(props: WithCredentialsProps) {
  const { scope, purpose, enough = (all) => all.length > 0, children } = props;
  const { held, reload } = useHeld();
  switch (held.state) {
    case 'loading':
      return <StatusIndicator type="loading">Loading…</StatusIndicator>;
    case 'problem':
      return <ProblemAlert problem={held.problem} onRetry={reload} />;
    case 'ready':
      return enough(held.value) ? (
        <>{children(held.value)}</>
      ) : (
        <NoCredentials scope={scope} purpose={purpose} />
      );
  }
}
