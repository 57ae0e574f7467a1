import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Select, { type SelectProps } from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { labelOfBuild, readBuildArn, scopeOfBuild } from '../../../../lib/builds/arn';
import type { BuildListing, ImageVersion } from '../../../../lib/builds/build';
import { describeBuildStatus, describeType } from '../../../../lib/builds/describe';
import type { Identity } from '../../../../lib/credentials/identity';
import { describeTime } from '../../../../lib/images/describe';
import { scopeKey, type Scope } from '../../../../lib/scope';
import { createLoader, type Loaded } from '../../loader';
import { useDesk } from '../../parts';
import { ProblemAlert } from '../../problem-alert';
import { ScopeFields } from '../../scope-fields';
import { useAgainWithCredentials } from '../use-again-with-credentials';
import type { SideName } from './compare-model';
import { sideTitles } from './side-words';

interface BuildPickerProps {
  readonly side: SideName;
  readonly identities: readonly Identity[];
  /** Where builds are looked for at first. */
  readonly scope: Scope;
  /** The ARN of the build that is picked. */
  readonly build: string | undefined;
  readonly onPick: (build: string | undefined) => void;
}

const descriptions: Readonly<Record<SideName, string>> = {
  base: 'What was before, such as the build in production.',
  target: 'What is compared with it, such as the newest build.',
};

/** One build, picked from the images of any account and Region, or by its ARN. */
export function BuildPicker({ side, identities, scope, build, onPick }: BuildPickerProps) {
  const [place, setPlace] = useState(
    (build === undefined ? undefined : scopeOfBuild(build)) ?? scope,
  );
  return (
    <div role="group" aria-label={sideTitles[side]}>
      <Container
        header={
          <Header variant="h2" description={descriptions[side]}>
            {sideTitles[side]}
          </Header>
        }
      >
        <SpaceBetween size="m">
          {build === undefined ? (
            <SpaceBetween key="picking" size="m">
              <ScopeFields
                key="place"
                identities={identities}
                scope={place}
                service="imagebuilder"
                onPick={setPlace}
              />
              <Listed key={scopeKey(place)} scope={place} onPick={onPick} />
              <ArnField key="arn" onPick={onPick} />
            </SpaceBetween>
          ) : (
            <SpaceBetween key="picked" size="xs">
              <strong key="label" class="desk-who">
                {labelOfBuild(build)}
              </strong>
              <div key="arn" class="desk-request">
                {build}
              </div>
              <Button key="other" onClick={() => onPick(undefined)}>
                Choose another build
              </Button>
            </SpaceBetween>
          )}
        </SpaceBetween>
      </Container>
    </div>
  );
}

interface ListedProps {
  readonly scope: Scope;
  readonly onPick: (build: string) => void;
}

function Listed({ scope, onPick }: ListedProps) {
  const { client } = useDesk();
  const [version, setVersion] = useState<string>();
  // The picker has a key that says whether the scope is another one.
  const images = useMemo(
    () => createLoader(() => client.call('builds.images', {}, { scope })),
    [client],
  );
  useEffect(() => void images.load(), [images]);
  useAgainWithCredentials(
    useCallback(() => {
      if (images.loaded.peek().state === 'problem') void images.load();
    }, [images]),
  );
  const listing = images.loaded.value;
  if (listing.state === 'problem') {
    return (
      <ProblemAlert problem={listing.problem} scope={scope} onRetry={() => void images.load()} />
    );
  }
  return (
    <SpaceBetween size="m">
      <Picker
        key="version"
        label="Image version"
        placeholder="Choose an image version"
        empty="There is no image in this account and Region."
        listing={listing}
        optionOf={versionOption}
        picked={version}
        onPick={setVersion}
      />
      {version !== undefined && (
        <Builds key={version} scope={scope} version={version} onPick={onPick} />
      )}
    </SpaceBetween>
  );
}

function Builds({ scope, version, onPick }: ListedProps & { readonly version: string }) {
  const { client } = useDesk();
  const builds = useMemo(
    () => createLoader(() => client.call('builds.list', { version }, { scope })),
    [client, version],
  );
  useEffect(() => void builds.load(), [builds]);
  useAgainWithCredentials(
    useCallback(() => {
      if (builds.loaded.peek().state === 'problem') void builds.load();
    }, [builds]),
  );
  const listing = builds.loaded.value;
  return listing.state === 'problem' ? (
    <ProblemAlert problem={listing.problem} scope={scope} onRetry={() => void builds.load()} />
  ) : (
    <Picker
      label="Build"
      placeholder="Choose a build"
      empty="There is no build of this version."
      listing={listing}
      optionOf={buildOption}
      picked={undefined}
      onPick={onPick}
    />
  );
}

interface PickerProps<Item> {
  readonly label: string;
  readonly placeholder: string;
  readonly empty: string;
  readonly listing: Loaded<readonly Item[]>;
  readonly optionOf: (item: Item) => SelectProps.Option;
  readonly picked: string | undefined;
  readonly onPick: (value: string) => void;
}

function Picker<Item>(props: PickerProps<Item>) {
  const { label, placeholder, empty, listing, optionOf, picked, onPick } = props;
  const options = listing.state === 'ready' ? listing.value.map(optionOf) : [];
  return (
    <FormField label={label}>
      <Select
        selectedOption={options.find(({ value }) => value === picked) ?? null}
        options={options}
        placeholder={placeholder}
        statusType={listing.state === 'loading' ? 'loading' : 'finished'}
        loadingText="Loading…"
        empty={empty}
        filteringType="auto"
        filteringAriaLabel={`Find: ${label.toLowerCase()}`}
        onChange={({ detail }) => {
          const { value } = detail.selectedOption;
          if (value !== undefined) onPick(value);
        }}
      />
    </FormField>
  );
}

function versionOption({ arn, name, version, type, shared }: ImageVersion): SelectProps.Option {
  return {
    value: arn,
    label: `${name} ${version}`,
    description: shared ? `${describeType(type)}, shared with this account` : describeType(type),
  };
}

function buildOption({ arn, status, createdAt }: BuildListing): SelectProps.Option {
  const created = createdAt === undefined ? '' : `, created ${describeTime(createdAt)}`;
  return {
    value: arn,
    label: labelOfBuild(arn),
    description: `${describeBuildStatus(status)}${created}`,
  };
}

function ArnField({ onPick }: Pick<ListedProps, 'onPick'>) {
  const [text, setText] = useState('');
  const arn = text.trim();
  const error = arn === '' ? undefined : faultOf(arn);
  return (
    <FormField
      label="Or the ARN of a build"
      errorText={error}
      secondaryControl={
        <Button
          disabled={arn === '' || error !== undefined}
          ariaLabel="Take the build of this ARN"
          onClick={() => onPick(arn)}
        >
          Take
        </Button>
      }
    >
      <Input
        value={text}
        placeholder="arn:aws:imagebuilder:…"
        spellcheck={false}
        onChange={({ detail }) => setText(detail.value)}
      />
    </FormField>
  );
}

/** Why a text is not the ARN of a build whose findings can be read; nothing when it is. */
function faultOf(arn: string): string | undefined {
  const read = readBuildArn(arn);
  if (!read) return 'This is not the ARN of an Image Builder image.';
  if (read.buildVersion === '')
    return 'This is an image version. The ARN of a build ends in its number.';
  return scopeOfBuild(arn) ? undefined : 'The account that owns this build is not in its ARN.';
}
