import type { Scope } from '../../../lib/scope';

interface BuildShareViewProps {
  readonly scope: Scope;
  /** The ARN of the build. */
  readonly build: string;
  /** Whether only a person says that the page, from which this was opened, shows the account. */
  readonly chosen?: true | undefined;
}

/** Shares an Image Builder image and the AMIs that it put out. */
export function BuildShareView({ build }: BuildShareViewProps) {
  return <>{build}</>;
}
