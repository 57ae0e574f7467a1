import { useId } from 'preact/hooks';
import type { BuildListing, ImageVersion } from '../../../lib/builds/build';
import { describeBuildStatus } from '../../../lib/builds/describe';
import { describeTime } from '../../../lib/images/describe';
import { holdsForAll } from '../judge';
import { ReadingView } from '../section';
import type { BuildModel } from './model';

/** Picks a build by hand: the image by its name, a version of it, and one of its builds. */
export function BuildPicker({ model }: { readonly model: BuildModel }) {
  const { goOn } = model;
  const versions = model.versions.value;
  const builds = model.builds.value;
  if (versions.problem && !versions.held && holdsForAll(versions.problem)) return null;
  return (
    <div class="pickers">
      <ReadingView reading={versions} waiting="Reading the list of images" goOn={goOn}>
        {(read) => (
          <VersionField versions={read} version={model.version.value} onPick={model.pickVersion} />
        )}
      </ReadingView>
      {model.version.value !== undefined && (
        <ReadingView reading={builds} waiting="Reading the builds" goOn={goOn}>
          {(read) => <BuildField builds={read} onPick={model.pick} />}
        </ReadingView>
      )}
    </div>
  );
}

interface VersionFieldProps {
  readonly versions: readonly ImageVersion[];
  readonly version: string | undefined;
  readonly onPick: (version: string) => void;
}

function VersionField({ versions, version, onPick }: VersionFieldProps) {
  const id = useId();
  const names = [...new Set(versions.map(({ name }) => name))].toSorted((a, b) =>
    a.localeCompare(b),
  );
  return (
    <div class="picker">
      <label for={`${id}-select`}>Image version</label>
      <select
        id={`${id}-select`}
        aria-describedby={`${id}-count`}
        value={version ?? ''}
        onChange={({ currentTarget: { value } }) => {
          if (value !== '') onPick(value);
        }}
      >
        <option value="">Choose an image version</option>
        {names.map((name) => (
          <optgroup key={name} label={name}>
            {versions
              .filter((each) => each.name === name)
              .map((each) => (
                <option key={each.arn} value={each.arn}>
                  {`${name} ${each.version}${each.shared ? ', shared with you' : ''}`}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
      <span id={`${id}-count`} class="quiet">
        {versions.length === 1 ? '1 image version' : `${versions.length} image versions`}
      </span>
    </div>
  );
}

interface BuildFieldProps {
  /** The newest first. */
  readonly builds: readonly BuildListing[];
  readonly onPick: (build: string) => void;
}

function BuildField({ builds, onPick }: BuildFieldProps) {
  const id = useId();
  if (builds.length === 0) return <p class="quiet">This version has no builds.</p>;
  return (
    <div class="picker">
      <label for={id}>Build</label>
      <select
        id={id}
        value=""
        onChange={({ currentTarget: { value } }) => {
          if (value !== '') onPick(value);
        }}
      >
        <option value="">Choose a build</option>
        {builds.map((build) => (
          <option key={build.arn} value={build.arn}>
            {inWords(build)}
          </option>
        ))}
      </select>
    </div>
  );
}

function inWords({ version, buildVersion, status, createdAt }: BuildListing): string {
  return [
    `${version}/${buildVersion}`,
    describeBuildStatus(status),
    ...(createdAt === undefined ? [] : [describeTime(createdAt)]),
  ].join(', ');
}
