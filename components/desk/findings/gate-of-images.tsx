import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { labelOfBuild } from '../../../lib/builds/arn';
import { classOfGate, describeGate, summariseGates } from '../../../lib/findings/image-gate';
import type { AccountScope } from '../../../lib/scope';
import { countOf } from '../../../lib/words';
import type { TaggedImage } from '../images/tags-model';
import { useDesk, useEvents } from '../parts';
import { ProblemAlert } from '../problem-alert';
import { GateLink } from './gate-link';
import { Verdict } from './gate-results';
import {
  createImageGates,
  gatesKey,
  type GatedImage,
  type GateWork,
  type ImageGatesModel,
} from './image-gates-model';

interface GateOfImagesProps {
  /** The owner of the images. */
  readonly account: AccountScope;
  /** Those that somebody is to be given. */
  readonly images: readonly TaggedImage[];
}

/**
 * What the rules of the gate say of the builds that AppStream images were made from. It is told,
 * and stops nothing. Without rules there is nothing to tell, and nothing is read.
 */
export function GateOfImages(props: GateOfImagesProps) {
  if (props.images.length === 0) return null;
  // A plan that is made again is of the same images, of which what was read stays.
  return <Gates key={gatesKey(props.images)} {...props} />;
}

function Gates({ account, images }: GateOfImagesProps) {
  const { client, now } = useDesk();
  const [model] = useState(() => createImageGates({ client, now }, account, images));
  useEffect(() => {
    void model.load();
    return model.end;
  }, [model]);
  useEvents(useCallback((event) => model.hear(event), [model]));
  const book = model.book.value;
  if (book.state === 'loading') return null;
  if (book.state === 'ready' && book.value.rules.length === 0) return null;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="The rules that you have set, for the builds that the images were made from. They stop nothing by themselves."
        >
          Findings gate
        </Header>
      }
    >
      {book.state === 'problem' ? (
        <ProblemAlert problem={book.problem} onRetry={() => void model.load()} />
      ) : (
        <Told model={model} account={account} />
      )}
    </Container>
  );
}

interface ToldProps {
  readonly model: ImageGatesModel;
  readonly account: AccountScope;
}

function Told({ model, account }: ToldProps) {
  const all = model.images.value;
  const failed = all.filter(({ gate }) => classOfGate(gate) === 'failed');
  const others = all.filter((each) => !failed.includes(each));
  const [only] = all.length === 1 ? all : [];
  const work = model.work.value;
  const problem = model.problem.value;
  const region = all[0]?.image.region;
  return (
    <SpaceBetween size="s">
      {/* Always there, because only what changes inside of it is read out. */}
      <div key="summary" role="status">
        <StatusIndicator type={toneOf(all)}>
          {summariseGates(all.map(({ gate }) => gate))}
        </StatusIndicator>
      </div>
      {work && <Working key="work" work={work} />}
      {(work || model.canCheck.value) && (
        // One button to begin and to stop, so that the focus stays where it is.
        <Button key="act" onClick={() => (work ? model.cancel() : void model.check())}>
          {work ? 'Cancel reading' : 'Check the findings'}
        </Button>
      )}
      {problem && region !== undefined && (
        <ProblemAlert
          key="problem"
          problem={problem}
          scope={{ ...account, region }}
          onRetry={() => void model.check()}
        />
      )}
      {only ? (
        <Detailed key="only" {...only} />
      ) : (
        <Each key="each" failed={failed} others={others} />
      )}
    </SpaceBetween>
  );
}

function toneOf(all: readonly GatedImage[]): StatusIndicatorProps.Type {
  const classes = all.map(({ gate }) => classOfGate(gate));
  if (classes.includes('failed')) return 'error';
  return classes.every((each) => each === 'passed') ? 'success' : 'info';
}

function Working({ work: { of, done, total } }: { readonly work: GateWork }) {
  return (
    <ProgressBar
      label={
        of === 'images'
          ? 'Reading from which builds the images were made'
          : 'Reading the findings of the builds, and of those before'
      }
      value={(100 * done) / Math.max(1, total)}
      description={`${done} of ${countOf(total, of === 'images' ? 'image' : 'build')} read. You need not wait for it.`}
    />
  );
}

/** How many that fail are shown with what fails them, and how many others are named. */
const mostFailed = 20;
const mostNamed = 100;

interface EachProps {
  readonly failed: readonly GatedImage[];
  readonly others: readonly GatedImage[];
}

/** Those that fail a rule, and the others folded. */
function Each({ failed, others }: EachProps) {
  const left = failed.length - mostFailed;
  return (
    <SpaceBetween size="s">
      {failed.slice(0, mostFailed).map((each) => (
        <div key={each.image.arn}>
          <Box variant="awsui-key-label">{nameOf(each)}</Box>
          <Detailed {...each} />
        </div>
      ))}
      {left > 0 && <div key="left">{`And ${countOf(left, 'more image')} that fail a rule.`}</div>}
      {others.length > 0 && (
        <ExpandableSection
          key="others"
          headerText={failed.length === 0 ? 'Each image' : 'The other images'}
        >
          <ul class="desk-list">
            {others.slice(0, mostNamed).map((each) => (
              <li key={each.image.arn}>{`${nameOf(each)}: ${describeGate(each.gate)}`}</li>
            ))}
          </ul>
          {others.length > mostNamed && `And ${countOf(others.length - mostNamed, 'more image')}.`}
        </ExpandableSection>
      )}
    </SpaceBetween>
  );
}

function nameOf({ image }: GatedImage): string {
  return `${image.name} (${image.region})`;
}

/** One image with what fails it, and the way to the comparison. */
function Detailed({ gate }: GatedImage) {
  if (gate.state !== 'evaluated') {
    return (
      <SpaceBetween size="xxs">
        <Box key="why" color="text-body-secondary">
          {describeGate(gate)}
        </Box>
        {gate.state === 'unknown' && (
          <GateLink key="compare" build={gate.build} previous={gate.previous} />
        )}
      </SpaceBetween>
    );
  }
  return (
    <SpaceBetween size="xs">
      <div key="build">{`Made from ${labelOfBuild(gate.build)}.`}</div>
      <Verdict key="verdict" verdict={gate.verdict} />
      <GateLink key="compare" build={gate.build} previous={gate.previous} />
    </SpaceBetween>
  );
}
