import { useId, useState } from 'preact/hooks';
import type { ImageBuild, Package } from '../../../../lib/builds/build';
import { notReported } from '../../../../lib/builds/describe';
import { packageGroups } from '../../../../lib/builds/packages';
import { Table } from '../../../light/table';
import type { GoOn } from '../../problem';
import type { Reading } from '../../reading';
import { ReadingView, Section } from '../../section';
import { Long } from './parts';

interface PackagesSectionProps {
  readonly build: ImageBuild;
  readonly packages: Reading<readonly Package[]>;
  /** The packages are wanted. */
  readonly onOpen: () => void;
  readonly goOn: GoOn;
}

/** The packages that an image has, where they were collected. */
export function PackagesSection({ build, packages, onOpen, goOn }: PackagesSectionProps) {
  return (
    <Section title="Packages">
      {build.enhancedMetadata === false ? (
        <p class="quiet">
          Image Builder collected no packages: enhanced metadata is turned off for this image.
        </p>
      ) : (
        <Long title="Packages of the image" onOpen={onOpen}>
          <ReadingView reading={packages} waiting="Reading the packages" goOn={goOn}>
            {(read) => <Packages packages={read} />}
          </ReadingView>
        </Long>
      )}
    </Section>
  );
}

/**
 * The packages by how their names begin. That is chosen rather than typed: a console page could
 * read what is typed in it.
 */
function Packages({ packages }: { readonly packages: readonly Package[] }) {
  const id = useId();
  const [chosen, setChosen] = useState('');
  const groups = packageGroups(packages);
  const group = groups.find(({ label }) => label === chosen);
  const shown = group?.packages ?? groups.flatMap((each) => each.packages);
  if (packages.length === 0) return <p class="quiet">AWS reports no packages of this image.</p>;
  return (
    <>
      <div class="choice">
        <label for={id}>Packages that begin with</label>
        <select
          id={id}
          value={group ? chosen : ''}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
        >
          <option value="">{`Anything (${packages.length})`}</option>
          {groups.map(({ label, packages: { length } }) => (
            <option key={label} value={label}>{`${label} (${length})`}</option>
          ))}
        </select>
      </div>
      <p class="quiet" role="status">
        {`${shown.length} of ${packages.length} packages shown.`}
      </p>
      <Table
        label="Packages"
        columns={['Package', 'Version']}
        rows={shown.map(({ name, version }, index) => ({
          key: `${name} ${index}`,
          cells: [name, version ?? notReported],
        }))}
      />
    </>
  );
}
