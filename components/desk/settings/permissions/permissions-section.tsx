import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Scope } from '../../../../lib/scope';
import { useHeld } from '../../use-held';
import { CheckSection } from './check-section';
import { PolicySection } from './policy-section';

/** The least IAM policies for what is picked, and what the held credentials lack. */
export function PermissionsSection({ scope }: { readonly scope: Scope | undefined }) {
  const { held, reload } = useHeld();
  return (
    <SpaceBetween size="l">
      <PolicySection scope={scope} held={held} />
      <CheckSection scope={scope} held={held} onRetry={reload} />
    </SpaceBetween>
  );
}
