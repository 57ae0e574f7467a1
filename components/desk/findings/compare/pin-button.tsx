import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'preact/hooks';
import { imageOfBuild, labelOfBuild } from '../../../../lib/builds/arn';
import type { FindingsBook } from '../../../../lib/findings/judgement';
import type { Problem } from '../../../../lib/problems/problem';
import type { Loaded } from '../../loader';
import { useDesk } from '../../parts';
import { ProblemAlert } from '../../problem-alert';
import { pinnedBuild } from './compare-model';

interface PinButtonProps {
  /** The ARN. */
  readonly build: string;
  readonly book: Loaded<FindingsBook>;
}

/** Says whether a build is the one in production, and lets a person say so. */
export function PinButton({ build, book }: PinButtonProps) {
  const { client } = useDesk();
  const [problem, setProblem] = useState<Problem>();
  const image = imageOfBuild(build);
  if (book.state !== 'ready') return null;
  const pinned = pinnedBuild(book.value, build) === build;
  // What came of it is heard as an event: others may say it too.
  const change = async (): Promise<void> => {
    const answer = pinned
      ? await client.call('findings.unpin', { image })
      : await client.call('findings.pin', { image, build });
    setProblem(answer.ok ? undefined : answer.problem);
  };
  const words = pinned ? 'No longer in production' : 'Mark as in production';
  return (
    <SpaceBetween size="xs">
      <SpaceBetween key="pin" direction="horizontal" size="xs" alignItems="center">
        {pinned && (
          <StatusIndicator key="pinned" type="success">
            In production
          </StatusIndicator>
        )}
        <Button
          key="change"
          ariaLabel={`${words}: ${labelOfBuild(build)}`}
          onClick={() => void change()}
        >
          {words}
        </Button>
      </SpaceBetween>
      {problem && <ProblemAlert key="problem" problem={problem} onRetry={() => void change()} />}
    </SpaceBetween>
  );
}
