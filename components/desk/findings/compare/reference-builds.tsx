import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { labelOfBuild } from '../../../../lib/builds/arn';
import type { FindingsBook } from '../../../../lib/findings/judgement';
import type { Problem } from '../../../../lib/problems/problem';
import type { Loaded } from '../../loader';
import { useDesk } from '../../parts';
import { ProblemAlert } from '../../problem-alert';
import { pinnedBuild, type BuildPlace } from './compare-model';

interface ReferenceBuildsProps {
  readonly target: BuildPlace;
  readonly book: Loaded<FindingsBook>;
  /** Compares the target with this build. */
  readonly onBase: (build: string) => void;
  /** Whether to look for the previous build at once: who comes from a build's page wants that. */
  readonly atOnce?: boolean;
  /** What stands before these ways, in the same row. */
  readonly children?: ComponentChildren;
}

/** What came of looking for a build to compare with. */
type Looking =
  | { readonly state: 'idle' | 'busy' }
  | { readonly state: 'nothing'; readonly sentence: string }
  | { readonly state: 'problem'; readonly problem: Problem };

/** The builds that a build is compared with most often, each by one click. */
export function ReferenceBuilds(props: ReferenceBuildsProps) {
  const { target, book, onBase, atOnce = false, children } = props;
  const { client } = useDesk();
  const [looking, setLooking] = useState<Looking>({ state: 'idle' });
  const { build, scope } = target;
  const nothing = (sentence: string) => setLooking({ state: 'nothing', sentence });
  const lookBack = async (): Promise<void> => {
    setLooking({ state: 'busy' });
    const answer = await client.call('findings.change', { build }, { scope });
    if (!answer.ok) {
      setLooking({ state: 'problem', problem: answer.problem });
      return;
    }
    const previous = answer.value.value.previous?.build.arn;
    if (previous === undefined) {
      nothing(`No build of this image became available before ${labelOfBuild(build)}.`);
      return;
    }
    setLooking({ state: 'idle' });
    onBase(previous);
  };
  useEffect(() => {
    if (atOnce) void lookBack();
  }, []);
  const pinned = book.state === 'ready' ? pinnedBuild(book.value, build) : undefined;
  const lookUp = () => {
    if (pinned === undefined) {
      nothing('Nobody has said yet which build of this image is in production.');
    } else if (pinned === build) nothing(`${labelOfBuild(build)} is the build in production.`);
    else onBase(pinned);
  };
  return (
    <SpaceBetween size="xs">
      <SpaceBetween key="ways" direction="horizontal" size="xs">
        {children}
        <Button
          key="previous"
          loading={looking.state === 'busy'}
          loadingText="Looking for the previous build"
          onClick={() => void lookBack()}
        >
          Compare with the previous build
        </Button>
        <Button key="production" disabled={book.state !== 'ready'} onClick={lookUp}>
          Compare with the build in production
        </Button>
      </SpaceBetween>
      {looking.state === 'nothing' && (
        <div key="nothing" role="status">
          <Alert type="info">{looking.sentence}</Alert>
        </div>
      )}
      {looking.state === 'problem' && (
        <ProblemAlert
          key="problem"
          problem={looking.problem}
          scope={scope}
          onRetry={() => void lookBack()}
        />
      )}
    </SpaceBetween>
  );
}
