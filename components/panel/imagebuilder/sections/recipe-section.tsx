import type {
  Ancestor,
  BlockDevice,
  ImageBuild,
  Recipe,
  RecipeComponent,
} from '../../../../lib/builds/build';
import { buildTitle, notReported } from '../../../../lib/builds/describe';
import type { Links } from '../../../../lib/console/links';
import { explainOnPage } from '../../../../lib/problems/explain-met';
import type { RegionCode } from '../../../../lib/scope';
import { Button } from '../../../light/button';
import { KeyValues } from '../../../light/key-values';
import type { GoOn } from '../../problem';
import type { Reading } from '../../reading';
import { ReadingView, Section } from '../../section';
import { always, Linked, Long, Verbatim, whenSet, WideTable } from './parts';

interface RecipeSectionProps {
  readonly build: ImageBuild;
  readonly lineage: Reading<readonly Ancestor[]>;
  /** The lineage is wanted. */
  readonly onOpenLineage: () => void;
  /** Shows another build in the panel, by its ARN. */
  readonly onShow: (build: string) => void;
  readonly link: Links;
  readonly goOn: GoOn;
}

/** What a build was made of. */
export function RecipeSection(props: RecipeSectionProps) {
  const { build, lineage, onOpenLineage, onShow, link, goOn } = props;
  const { recipe } = build;
  if (!recipe) {
    return (
      <Section title="Recipe">
        <p class="quiet">AWS reports no recipe of this build.</p>
      </Section>
    );
  }
  return (
    <Section title="Recipe">
      <RecipeFacts recipe={recipe} region={build.region} link={link} />
      <Components components={recipe.components} />
      <BlockDevices devices={recipe.blockDevices} link={link} region={build.region} />
      {recipe.userData !== undefined && (
        <Long title="User data">
          <Verbatim>{recipe.userData}</Verbatim>
        </Long>
      )}
      {recipe.dockerfile !== undefined && (
        <Long title="Dockerfile">
          <Verbatim>{recipe.dockerfile}</Verbatim>
        </Long>
      )}
      {recipe.parent !== undefined && (
        <Long title="Lineage" onOpen={onOpenLineage}>
          <ReadingView reading={lineage} waiting="Reading what it was made from" goOn={goOn}>
            {(ancestors) => <Lineage ancestors={ancestors} onShow={onShow} />}
          </ReadingView>
        </Long>
      )}
    </Section>
  );
}

interface PlaceProps {
  readonly region: RegionCode;
  readonly link: Links;
}

function RecipeFacts({ recipe, region, link }: PlaceProps & { readonly recipe: Recipe }) {
  const { parent } = recipe;
  return (
    <KeyValues
      items={[
        always('Name', recipe.name),
        always('Version', recipe.version),
        always('Recipe ARN', recipe.arn),
        ...whenSet('Description', recipe.description),
        always(
          'Parent image',
          parent && <Linked to={link.build(parent) ?? link.ami(parent, region)}>{parent}</Linked>,
        ),
        ...whenSet('Working directory', recipe.workingDirectory),
        ...whenSet('Target repository', recipe.repository),
      ]}
    />
  );
}

function Components({ components }: { readonly components: readonly RecipeComponent[] }) {
  if (components.length === 0) return <p class="quiet">The recipe has no components.</p>;
  return (
    <WideTable
      label="Components, in the order in which they run"
      columns={['#', 'Component', 'Version', 'Parameters']}
      rows={components.map(({ name, version, parameters }, index) => ({
        key: String(index),
        cells: [
          index + 1,
          name || notReported,
          version || notReported,
          parameters.map((each) => <div key={each.name}>{`${each.name} = ${each.value}`}</div>),
        ],
      }))}
    />
  );
}

function BlockDevices({
  devices,
  region,
  link,
}: PlaceProps & { readonly devices: readonly BlockDevice[] }) {
  if (devices.length === 0) return null;
  return (
    <WideTable
      label="Block devices"
      columns={['Device', 'Volume', 'Encryption', 'Delete on termination']}
      rows={devices.map((device, index) => ({
        key: String(index),
        cells: [
          device.device ?? notReported,
          volumeOf(device) || notReported,
          <>
            {yesOrNo(device.encrypted)}
            {device.kmsKey !== undefined && (
              <div>
                <Linked to={link.key(device.kmsKey, region)}>{device.kmsKey}</Linked>
              </div>
            )}
          </>,
          yesOrNo(device.deleteOnTermination),
        ],
      }))}
    />
  );
}

function volumeOf({ size, type, iops, throughput, snapshot }: BlockDevice): string {
  return [
    size !== undefined && `${size} GiB`,
    type,
    iops !== undefined && `${iops} IOPS`,
    throughput !== undefined && `${throughput} MiB/s`,
    snapshot !== undefined && `from ${snapshot}`,
  ]
    .filter(Boolean)
    .join(', ');
}

function yesOrNo(value: boolean | undefined): string {
  if (value === undefined) return notReported;
  return value ? 'Yes' : 'No';
}

/** What each kind of ancestor that is no build of the account is called. */
const kinds: Readonly<Record<Exclude<Ancestor['kind'], 'build'>, string>> = {
  amazon: 'Image of Amazon',
  ami: 'AMI',
  parameter: 'SSM parameter',
  marketplace: 'Image of AWS Marketplace',
  container: 'Container image',
};

interface LineageProps {
  readonly ancestors: readonly Ancestor[];
  readonly onShow: (build: string) => void;
}

/** The images that a build was made from, the nearest first. */
function Lineage({ ancestors, onShow }: LineageProps) {
  if (ancestors.length === 0)
    return <p class="quiet">AWS reports nothing that it was made from.</p>;
  return (
    <ol class="lineage" aria-label="Lineage, the parent first">
      {ancestors.map(({ reference, kind, build, unknown }, index) => (
        <li key={String(index)}>
          {kind !== 'build' && <span>{kinds[kind]} </span>}
          {build ? (
            <Button
              variant="link"
              label={`Show ${buildTitle(build)}`}
              onClick={() => onShow(build.arn)}
            >
              {buildTitle(build)}
            </Button>
          ) : (
            reference
          )}
          {unknown && (
            <div class="quiet">
              What it was made from is not known. {explainOnPage(unknown).summary}
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}
