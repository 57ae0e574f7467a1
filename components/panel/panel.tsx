import type { ReadonlySignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Alert } from '../light/alert';
import { Button } from '../light/button';
import { Spinner } from '../light/spinner';
import { Applications } from './applications';
import { Contents } from './contents';
import { GeneralDetails } from './general-details';
import { holdsForAll } from './judge';
import type { PanelModel } from './model';
import { Picker } from './picker';
import { ProblemAlert } from './problem';
import { ReadingView, Section } from './section';
import { Sharing } from './sharing';
import { Summary } from './summary';
import type { Theme } from './theme';
import { UsedBy } from './used-by';

interface PanelProps {
  readonly model: PanelModel;
  readonly theme: ReadonlySignal<Theme>;
  readonly now: () => number;
}

/** The panel of Image Desk in the AppStream console, open or collapsed to a button. */
export function Panel({ model, theme, now }: PanelProps) {
  const collapsed = model.collapsed.value;
  const root = useRef<HTMLElement>(null);
  const toggled = useRef(false);
  useEffect(() => {
    // The button that was pressed is gone; its counterpart takes over the keyboard.
    if (toggled.current) root.current?.querySelector<HTMLElement>('[aria-expanded]')?.focus();
  }, [collapsed]);
  const toggle = () => {
    toggled.current = true;
    model.toggle();
  };
  if (collapsed === undefined) return null;
  return (
    <section
      ref={root}
      class={collapsed ? 'panel panel-collapsed' : 'panel'}
      role="region"
      aria-label="Image Desk"
      data-theme={theme.value}
    >
      {collapsed ? (
        <Button label="Image Desk, open panel" expanded={false} onClick={toggle}>
          Image Desk
        </Button>
      ) : (
        <>
          <div class="bar">
            <h2>Image Desk</h2>
            <Button variant="link" label="Collapse panel" expanded onClick={toggle}>
              Collapse
            </Button>
          </div>
          <div class="content">
            <Content model={model} now={now} />
          </div>
        </>
      )}
    </section>
  );
}

function Content({ model, now }: Pick<PanelProps, 'model' | 'now'>) {
  const { goOn } = model;
  const image = model.image.value;
  const problem = model.problem.value;
  const failure = model.failure.value;
  const list = model.list.value;
  const listings = model.listings.value;
  const names = model.names.value;
  const concerned = problem && 'account' in problem ? problem.account : undefined;
  // Without a list there is nothing to pick from, and its problem may be told above or below.
  const listToldElsewhere =
    !list.held &&
    list.problem &&
    (holdsForAll(list.problem) || list.problem.kind === model.details.value.problem?.kind);
  const busy = [model.details, model.shares, model.tags, model.usage, model.list].some(
    (each) => each.value.busy,
  );
  return (
    <>
      <Summary
        image={image}
        details={model.details.value}
        session={model.session.value}
        known={names.get(model.chosen.value ?? model.session.value.account ?? '')}
        chosen={model.chosen.value}
        busy={busy}
        onRefresh={model.refresh}
        onChoose={() => goOn('choose-account')}
      />
      {problem && <ProblemAlert problem={problem} goOn={goOn} known={names.get(concerned ?? '')} />}
      {failure && failure.kind !== problem?.kind && <ProblemAlert problem={failure} goOn={goOn} />}
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

function Sections({ model, now }: Pick<PanelProps, 'model' | 'now'>) {
  const { openDesk, goOn } = model;
  const { held, problem, busy } = model.details.value;
  if (!held) {
    if (problem && !holdsForAll(problem)) return <ProblemAlert problem={problem} goOn={goOn} />;
    return busy ? <Spinner>Reading the image</Spinner> : null;
  }
  const details = held.value;
  return (
    <>
      <Contents />
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
    </>
  );
}
