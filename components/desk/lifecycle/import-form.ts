import type { RepositoryApplication } from '../../../lib/applications/application';
import type { ImageBuild } from '../../../lib/builds/build';
import type { Image, Tags } from '../../../lib/images/image';
import { refusalsOfAmi, isAmiId, type SourceAmi } from '../../../lib/lifecycle/ami';
import type { Refusal, RefusalKind, RegionFacts } from '../../../lib/lifecycle/refusals';
import { refusalsOfImport } from '../../../lib/lifecycle/refusals-of-images';
import type { ImportOrder } from '../../../lib/lifecycle/step';
import type { WishOf } from '../../../lib/lifecycle/wish';
import { withSource } from '../../../lib/images/lineage';
import { present } from '../../../lib/present';
import type { AccountId, Scope } from '../../../lib/scope';
import { filledTags } from './fields';

/** An application of the catalog as it is entered; empty is what nobody says. */
export interface CatalogRow {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly iconPath: string;
  readonly manifestPath: string;
  readonly workingDirectory: string;
  readonly parameters: string;
}

/** What is entered of an image that is imported, from whatever AMI. */
export interface ImportedFields {
  readonly image: string;
  readonly displayName: string;
  readonly description: string;
  readonly role: string;
  readonly alwaysLatestAgent: boolean;
  readonly applications: readonly CatalogRow[];
  readonly tags: Tags;
}

/** What is entered of an import. */
export interface ImportForm extends ImportedFields {
  /** The id of the AMI. */
  readonly ami: string;
}

/** What the form of an import is read beside. */
export interface ImportFacts {
  readonly region: RegionFacts;
  /** What EC2 says of the AMI that was entered; nothing until it has, `null` where there is none. */
  readonly ami: SourceAmi | null | undefined;
  /** The build that the import was opened from, and the AMIs that it put out in this Region. */
  readonly build?: { readonly arn: string; readonly amis: readonly string[] } | undefined;
}

/** What a form asks for, or what is missing in it in one sentence, and all that is in the way. */
export type FormReading<Wish> = { readonly refusals: readonly Refusal[] } & (
  | { readonly wish: Wish }
  | { readonly obstacle: string }
);

export const emptyRow: CatalogRow = {
  id: '',
  name: '',
  path: '',
  iconPath: '',
  manifestPath: '',
  workingDirectory: '',
  parameters: '',
};

export const emptyImported: ImportedFields = {
  image: '',
  displayName: '',
  description: '',
  role: '',
  alwaysLatestAgent: false,
  applications: [],
  tags: [],
};

/** An application of the repository as a row of the catalog. */
export function rowOfRepository(application: RepositoryApplication): CatalogRow {
  const { id, name, launchPath } = application;
  return {
    id,
    name,
    path: launchPath,
    iconPath: application.iconPath ?? '',
    manifestPath: application.manifestPath ?? '',
    workingDirectory: application.workingDirectory ?? '',
    parameters: application.launchParameters ?? '',
  };
}

/** The applications of an image as rows of the catalog. AWS does not tell all paths of all. */
export function rowsOfImage({ applications }: Pick<Image, 'applications'>): readonly CatalogRow[] {
  return applications.map(({ id, name, launchPath, launchParameters, workingDirectory }) => ({
    ...emptyRow,
    id,
    name,
    path: launchPath ?? '',
    parameters: launchParameters ?? '',
    workingDirectory: workingDirectory ?? '',
  }));
}

/** How an image is imported, as it was entered: without what is empty. */
export function orderOf(fields: ImportedFields): Omit<ImportOrder, 'ami'> {
  return {
    image: fields.image.trim(),
    role: fields.role.trim(),
    alwaysLatestAgent: fields.alwaysLatestAgent,
    applications: fields.applications.filter(isFilled).map((row) => ({
      id: row.id.trim(),
      name: row.name.trim() === '' ? row.id.trim() : row.name.trim(),
      path: row.path.trim(),
      ...present({
        iconPath: filled(row.iconPath),
        manifestPath: filled(row.manifestPath),
        workingDirectory: filled(row.workingDirectory),
        parameters: filled(row.parameters),
      }),
    })),
    tags: filledTags(fields.tags),
    ...present({
      displayName: filled(fields.displayName),
      description: filled(fields.description),
    }),
  };
}

/** The AMIs that a build put out in a Region; those of the account first. */
export function amisOfBuild(
  { outputs }: Pick<ImageBuild, 'outputs'>,
  { region, account }: Pick<Scope, 'region' | 'account'>,
): readonly { readonly id: string; readonly name?: string; readonly account?: AccountId }[] {
  const amis = outputs.flatMap((output) =>
    output.kind === 'ami' && output.region === region && output.image !== undefined
      ? [{ id: output.image, ...present({ name: output.name, account: output.account }) }]
      : [],
  );
  return amis.toSorted((a, b) => Number(b.account === account) - Number(a.account === account));
}

/** The build whose AMI was entered; nothing where it is another AMI. */
export function buildOf({ ami }: Pick<ImportForm, 'ami'>, { build }: Pick<ImportFacts, 'build'>) {
  return build?.amis.includes(ami.trim()) === true ? build.arn : undefined;
}

/** Reads the form of an import. */
export function readImportForm(
  form: ImportForm,
  facts: ImportFacts,
): FormReading<WishOf<'import'>> {
  const id = form.ami.trim();
  const build = buildOf(form, facts);
  const order = { ...orderOf(form), ami: { id } };
  const tags = withSource(order.tags, { ami: id, ...present({ build }) });
  const refusals = [
    ...(facts.ami !== undefined && isAmiId(id) ? refusalsOfAmi(id, facts.ami ?? undefined) : []),
    ...(id === '' ? [] : refusalsOfImport({ ...order, tags }, facts.region)),
  ];
  if (id === '') return { refusals, obstacle: 'Enter the id of an AMI.' };
  return answered(refusals, { act: 'import', order, ...present({ build }) });
}

/** What a form asks for, unless something is in the way for sure. */
export function answered<Wish>(refusals: readonly Refusal[], wish: Wish): FormReading<Wish> {
  const first = refusals.find(({ certain }) => certain);
  return first ? { refusals, obstacle: first.sentence } : { refusals, wish };
}

/** What is wrong with a field, in one sentence. Nothing while it is empty: it is still to come. */
export function errorOf(
  refusals: readonly Refusal[],
  kind: RefusalKind,
  value: string,
): string | undefined {
  return value.trim() === ''
    ? undefined
    : refusals.find((each) => each.certain && each.kind === kind)?.sentence;
}

/** What may be refused, and is told beside the form. */
export function doubtsIn(refusals: readonly Refusal[]): readonly string[] {
  return refusals.filter(({ certain }) => !certain).map(({ sentence }) => sentence);
}

function isFilled(row: CatalogRow): boolean {
  return Object.values(row).some((text) => text.trim() !== '');
}

function filled(text: string): string | undefined {
  return text.trim() === '' ? undefined : text.trim();
}
