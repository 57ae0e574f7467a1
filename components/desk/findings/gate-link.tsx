import Link from '@cloudscape-design/components/link';
import { labelOfBuild } from '../../../lib/builds/arn';
import { useDesk } from '../parts';

interface GateLinkProps {
  /** The ARN. */
  readonly build: string;
  /** The ARN of the build that it is compared with; without one there is no link. */
  readonly previous: string | undefined;
}

/** The way to the comparison, in a tab of its own: what was entered here stays. */
export function GateLink({ build, previous }: GateLinkProps) {
  const { client } = useDesk();
  if (previous === undefined) return null;
  return (
    <Link
      onFollow={() =>
        void client.call('desk.open', { view: 'findings-compare', base: previous, target: build })
      }
    >
      Compare with {labelOfBuild(previous)}
    </Link>
  );
}
