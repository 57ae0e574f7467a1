import type { ImageBuild } from '../../../../lib/builds/build';
import { describeChange } from '../../../../lib/findings/describe-change';
import type { FindingsChange } from '../../../../lib/findings/scan';
import type { DeskTarget } from '../../../../lib/operations/surfaces';
import { Button } from '../../../light/button';
import type { GoOn } from '../../problem';
import type { Reading } from '../../reading';
import { ReadingView } from '../../section';
import { Long } from './parts';

interface FindingsChangeProps {
  readonly build: ImageBuild;
  readonly change: Reading<FindingsChange>;
  /** How the findings differ is wanted. */
  readonly onOpen: () => void;
  /** Opens the desk, where findings are compared. */
  readonly openDesk: (target: DeskTarget) => void;
  readonly goOn: GoOn;
}

/** How a build's findings differ from those of others, and the ways to compare them. */
export function FindingsChangeView({ build, change, onOpen, openDesk, goOn }: FindingsChangeProps) {
  const { previous, production } = change.held?.value ?? {};
  const compare = (base: string | undefined) =>
    openDesk({ view: 'findings-compare', target: build.arn, ...(base !== undefined && { base }) });
  return (
    <>
      <Long title="Change since the build before" onOpen={onOpen}>
        <ReadingView reading={change} waiting="Reading the build before" goOn={goOn}>
          {(read) => (
            <>
              {describeChange(read).map((sentence) => (
                <p key={sentence}>{sentence}</p>
              ))}
            </>
          )}
        </ReadingView>
      </Long>
      <div class="buttons">
        <Button onClick={() => compare(previous?.build.arn)}>Compare findings</Button>
        {production !== undefined && production !== build.arn && (
          <Button onClick={() => compare(production)}>Compare with production</Button>
        )}
      </div>
    </>
  );
}
