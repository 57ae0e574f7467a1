import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useState } from 'preact/hooks';
import type { Identity } from '../../../lib/credentials/identity';
import type { LifecycleRoute } from '../../../lib/desk/lifecycle-route';
import { usualDays } from '../../../lib/lifecycle/unused';
import { accountKey, type Scope } from '../../../lib/scope';
import { RegionNotes } from '../bulk/region-notes';
import { useDesk, useNow } from '../parts';
import { WithCredentials } from '../with-credentials';
import { CandidatesTable } from './clean-up-candidates';
import { CleanUpFields } from './clean-up-fields';
import { cleanUpRows, quotaLines, readDays } from './clean-up-form';
import { KeptTable } from './clean-up-kept';
import { createCleanUp, type CleanUp } from './clean-up-model';

type Route = Extract<LifecycleRoute, { readonly view: 'clean-up' }>;

/** The images that nobody needs any more, to be deleted. */
export function CleanUpView({ route: { scope } }: { readonly route: Route }) {
  return (
    <SpaceBetween size="l">
      <Header
        key="header"
        variant="h1"
        description="Find images of an account that no fleet runs on, that nobody else has and that are old. Nothing changes here."
      >
        Clean up
      </Header>
      <WithCredentials
        key="held"
        scope={scope}
        purpose="Add credentials of an AWS account to see its images."
        enough={(all) => all.some((each) => accountKey(each) === accountKey(scope))}
      >
        {(identities) => <Found key={accountKey(scope)} identities={identities} scope={scope} />}
      </WithCredentials>
    </SpaceBetween>
  );
}

interface FoundProps {
  readonly identities: readonly Identity[];
  readonly scope: Scope;
}

function Found({ identities, scope }: FoundProps) {
  const desk = useDesk();
  const [model, setModel] = useState<CleanUp>();
  useEffect(() => {
    const made = createCleanUp(desk, scope, [scope.region]);
    setModel(made);
    return made.end;
    // Another account is another view; Regions are picked in this one.
  }, []);
  return model ? <Shown identities={identities} scope={scope} model={model} /> : null;
}

function Shown({ identities, scope, model }: FoundProps & { readonly model: CleanUp }) {
  const { go } = useDesk();
  const now = useNow();
  const [typed, setTyped] = useState(String(usualDays));
  const [onlySuperseded, setOnlySuperseded] = useState(false);
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const regions = model.regions.value;
  const places = model.places.value;
  const days = readDays(typed);
  const { candidates, kept } = cleanUpRows(regions, places, { now, days }, onlySuperseded);
  const selected = candidates.filter(({ key }) => keys.has(key));
  const { read, total } = model.progress.value;
  const unread = regions.some((region) => places.get(region)?.state !== 'ready');
  return (
    <SpaceBetween size="l">
      <CleanUpFields
        key="fields"
        identities={identities}
        model={model}
        days={typed}
        isWrong={days === undefined}
        onlySuperseded={onlySuperseded}
        onAccount={(next) => go({ view: 'clean-up', scope: next })}
        onDays={setTyped}
        onOnlySuperseded={setOnlySuperseded}
      />
      {unread && (
        <RegionNotes
          key="notes"
          picker={model}
          progress={total === 0 ? '' : `${read} of ${total} images read.`}
        />
      )}
      <CandidatesTable
        key="candidates"
        rows={candidates}
        selected={selected}
        quota={quotaLines(regions, places, selected)}
        loading={candidates.length === 0 && model.problems.value.length === 0 && unread}
        onSelect={(rows) => setKeys(new Set(rows.map(({ key }) => key)))}
        onReload={() => model.reload()}
        onReview={() =>
          go({
            view: 'images-act',
            act: 'delete',
            scope,
            images: selected.map(({ region, image }) => ({ region, image: image.name })),
          })
        }
      />
      {kept.length > 0 && <KeptTable key="kept" rows={kept} />}
    </SpaceBetween>
  );
}
