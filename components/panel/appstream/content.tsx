import { Alert } from '../../light/alert';
import { Spinner } from '../../light/spinner';
import { Contents } from '../contents';
import { holdsForAll } from '../judge';
import { ProblemAlert } from '../problem';
import { Problems } from '../problems';
import { ReadingView, Section } from '../section';
import { Actions } from './actions';
import { Applications } from './applications';
import { GeneralDetails } from './general-details';
import { LineageSection } from './lineage';
import type { ImageModel } from './model';
import { Picker } from './picker';
import { Sharing } from './sharing';
import { Summary } from './summary';
import { UsedBy } from './used-by';

interface ContentProps {
  readonly model: ImageModel;
  readonly now: () => number;
}

const titles = [
  'General details',
  'Actions',
  'Applications',
  'Sharing',
  'Used by',
  'Lineage',
] as const;

/** What the panel of the AppStream console shows. */
export function ImageContent({ model, now }: ContentProps) {
  const { goOn } = model;
  const image = model.image.value;
  const problem = model.problem.value;
  const list = model.list.value;
  const listings = model.listings.value;
  // Without a list there is nothing to pick from, and its problem may be told above or below.
  const listToldElsewhere =
    !list.held &&
    list.problem &&
    (holdsForAll(list.problem) || list.problem.kind === model.details.value.problem?.kind);
  return (
    <>
      <Summary model={model} />
      <Problems model={model} problem={problem} />
      {!listToldElsewhere && (
        <ReadingView reading={list} waiting="Reading the list of images" goOn={goOn}>
          {() => <Picker listings={listings ?? []} image={image} onPick={model.pick} />}
        </ReadingView>
      )}
      {image ? (
        <Sections model={model} now={now} />
      ) : (
        !problem && (
          <Alert kind="info" summary="No image selected.">
            Select an image in the console, or choose one here.
          </Alert>
        )
      )}
    </>
  );
}

function Sections({ model, now }: ContentProps) {
  const { openDesk, goOn } = model;
  const { held, problem, busy } = model.details.value;
  if (!held) {
    if (problem && !holdsForAll(problem)) return <ProblemAlert problem={problem} goOn={goOn} />;
    return busy ? <Spinner>Reading the image</Spinner> : null;
  }
  const details = held.value;
  return (
    <>
      <Contents titles={titles} />
      <Section title="General details">
        {problem && !holdsForAll(problem) && <ProblemAlert problem={problem} goOn={goOn} />}
        <GeneralDetails
          image={details}
          names={model.names.value}
          tags={model.tags.value}
          now={now()}
          goOn={goOn}
        />
      </Section>
      <Actions image={details} openDesk={openDesk} />
      <Section title="Applications">
        <Applications applications={details.applications} />
      </Section>
      <Sharing
        image={details}
        names={model.names.value}
        shares={model.shares.value}
        openDesk={openDesk}
        goOn={goOn}
      />
      <Section title="Used by">
        <ReadingView
          reading={model.usage.value}
          waiting="Reading fleets and image builders"
          goOn={goOn}
        >
          {(usage) => <UsedBy usage={usage} />}
        </ReadingView>
      </Section>
      <LineageSection
        image={details}
        tags={model.tags.value}
        counts={model.counts.value}
        link={model.links.value}
        openDesk={openDesk}
        goOn={goOn}
      />
    </>
  );
}
