import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Grid from '@cloudscape-design/components/grid';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { labelOfBuild, readBuildArn } from '../../../lib/builds/arn';
import type { ImageBuild } from '../../../lib/builds/build';
import type { LifecycleRoute } from '../../../lib/desk/lifecycle-route';
import { withSource } from '../../../lib/images/lineage';
import { freeName } from '../../../lib/lifecycle/names';
import { takenNames } from '../../../lib/lifecycle/refusals';
import type { RegionState } from '../../../lib/lifecycle/region-state';
import { present } from '../../../lib/present';
import { FormActions } from '../form-actions';
import { createLoader } from '../loader';
import { useDesk } from '../parts';
import { ProblemAlert } from '../problem-alert';
import { ActFrame, type ActFormProps } from './act-frame';
import { TextField } from './fields';
import { AmiFacts, useAmi } from './import-ami-facts';
import { ImportedImage } from './import-fields';
import { BuildFindings } from './import-findings';
import {
  amisOfBuild,
  buildOf,
  emptyImported,
  errorOf,
  readImportForm,
  type ImportFacts,
  type ImportForm,
} from './import-form';
import { factsOf, useRegion } from './use-region';

type Route = Extract<LifecycleRoute, { readonly view: 'image-import' }>;

/** Makes an image of an AMI: of any, or of one that a build put out. */
export function ImportView({ route }: { readonly route: Route }) {
  return (
    <ActFrame
      act="import"
      description="Makes an AppStream image of an AMI, in the Region of the AMI."
      scope={route.scope}
      chosen={route.chosen}
    >
      {(props) => <Source {...props} route={route} />}
    </ActFrame>
  );
}

/** Reads what is in the Region, and the build that it was opened from. */
function Source({ route, ...props }: ActFormProps & { readonly route: Route }) {
  const { client } = useDesk();
  const { scope, build } = route;
  const { loaded, reload } = useRegion(scope);
  const model = useMemo(
    () =>
      build === undefined
        ? undefined
        : createLoader(() =>
            client.call('builds.get', { build }, { scope: placeOfBuild(route, build) }),
          ),
    // One reading for each time that the view is shown.
    [client],
  );
  useEffect(() => void model?.load(), [model]);
  const read = model?.loaded.value;
  if (loaded.state === 'problem') {
    return <ProblemAlert problem={loaded.problem} scope={scope} onRetry={reload} />;
  }
  if (read?.state === 'problem') {
    return <ProblemAlert problem={read.problem} scope={scope} onRetry={() => void model?.load()} />;
  }
  if (loaded.state === 'loading' || read?.state === 'loading') {
    return <StatusIndicator type="loading">Reading the images of the Region…</StatusIndicator>;
  }
  return <Entry {...props} route={route} region={loaded.value} build={read?.value} />;
}

interface EntryProps extends ActFormProps {
  readonly route: Route;
  readonly region: RegionState;
  readonly build: ImageBuild | undefined;
}

function Entry({ route, region, build, onPlan, onLeave }: EntryProps) {
  const { scope } = route;
  const offered = build ? amisOfBuild(build, scope) : [];
  const facts = factsOf(scope, region);
  const [form, setForm] = useState<ImportForm>(() => ({
    ...emptyImported,
    ami: route.ami ?? offered[0]?.id ?? '',
    image: build ? freeName('image', build.name, takenNames(facts)) : '',
  }));
  const ami = useAmi(scope, form.ami.trim());
  const known: ImportFacts = {
    region: facts,
    ami: ami.loaded?.state === 'ready' ? ami.loaded.value : undefined,
    build: build && { arn: build.arn, amis: offered.map(({ id }) => id) },
  };
  const reading = readImportForm(form, known);
  const change = (changes: Partial<ImportForm>) => setForm((now) => ({ ...now, ...changes }));
  const entered = (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">AMI</Header>}>
        <SpaceBetween size="m">
          {build && (
            <OfferedAmis
              key="offered"
              build={build}
              offered={offered}
              scope={scope}
              value={form.ami}
              onPick={(id) => change({ ami: id })}
            />
          )}
          <TextField
            key="id"
            label="AMI ID"
            description={`An AMI in ${scope.region} that this account may use.`}
            value={form.ami}
            error={errorOf(reading.refusals, 'ami', form.ami)}
            onType={(id) => change({ ami: id })}
          />
          <AmiFacts key="facts" ami={ami} scope={scope} />
        </SpaceBetween>
      </Container>
      <Container header={<Header variant="h2">Image</Header>}>
        <ImportedImage
          fields={form}
          refusals={reading.refusals}
          builders={region.builders}
          catalogDescription="What users see and start on the image."
          lineage={withSource([], present({ ami: amiIn(form), build: buildOf(form, known) }))}
          onChange={change}
        />
      </Container>
    </SpaceBetween>
  );
  return (
    <>
      {build ? (
        <Grid
          // First in a narrow window, else beside the form.
          gridDefinition={[
            { colspan: { default: 12, s: 4 }, push: { s: 8 } },
            { colspan: { default: 12, s: 8 }, pull: { s: 4 } },
          ]}
        >
          <BuildFindings build={build.arn} scope={placeOfBuild(route, build.arn)} />
          {entered}
        </Grid>
      ) : (
        entered
      )}
      <FormActions reading={reading} onPlan={onPlan} onLeave={onLeave} />
    </>
  );
}

interface OfferedAmisProps {
  readonly build: ImageBuild;
  readonly offered: ReturnType<typeof amisOfBuild>;
  readonly scope: Route['scope'];
  readonly value: string;
  readonly onPick: (id: string) => void;
}

/** The AMIs that a build put out in the Region. */
function OfferedAmis({ build, offered, scope, value, onPick }: OfferedAmisProps) {
  const options = offered.map(({ id, name, account }) => ({
    value: id,
    label: id,
    description: [name, account].filter(Boolean).join(', '),
  }));
  return (
    <FormField label="Output AMI" description={`Of the build ${labelOfBuild(build.arn)}.`}>
      <Select
        triggerVariant="option"
        selectedOption={options.find((option) => option.value === value) ?? null}
        options={options}
        placeholder={
          options.length === 0 ? `This build put no AMI out in ${scope.region}` : 'Another AMI'
        }
        empty="None in this Region"
        onChange={({ detail }) => {
          if (detail.selectedOption.value !== undefined) onPick(detail.selectedOption.value);
        }}
      />
    </FormField>
  );
}

function amiIn({ ami }: ImportForm): string | undefined {
  return ami.trim() === '' ? undefined : ami.trim();
}

/** A build is read where it is, which its ARN tells. */
function placeOfBuild({ scope }: Route, build: string): Route['scope'] {
  return { ...scope, region: readBuildArn(build)?.region ?? scope.region };
}
