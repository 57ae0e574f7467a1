import type { AccountId, RegionCode } from '../scope';
import type { ImageBuild, Output } from './build';
import { readImageUri } from './image-uri';

/** What is wrong with an output. */
export type OutputFault =
  | { readonly kind: 'failed'; readonly reason?: string }
  /** The distribution settings name it, and the build has ended without it. */
  | { readonly kind: 'missing' };

/** One destination of a build: what is there, or what should be. */
export type OutputRow =
  | {
      readonly kind: 'ami';
      readonly region?: RegionCode;
      readonly account?: AccountId;
      readonly image?: string;
      readonly name?: string;
      readonly description?: string;
      readonly fault?: OutputFault;
    }
  | {
      readonly kind: 'container';
      readonly region?: RegionCode;
      readonly uri?: string;
      /** Where an image that is missing should be. */
      readonly repository?: string;
      readonly fault?: OutputFault;
    };

type Ami = Extract<Output, { kind: 'ami' }>;

/** One row for each destination: what the build put out, then what is missing. */
export function outputRows(build: ImageBuild): readonly OutputRow[] {
  return [...build.outputs.flatMap(rowsOf), ...missingOutputs(build)];
}

function rowsOf(output: Output): readonly OutputRow[] {
  if (output.kind === 'container') {
    const { region, uris } = output;
    if (uris.length === 0) return [{ kind: 'container', ...(region !== undefined && { region }) }];
    return uris.map((uri) => {
      const place = region ?? readImageUri(uri)?.region;
      return { kind: 'container', uri, ...(place !== undefined && { region: place }) };
    });
  }
  const { status, reason, ...known } = output;
  if (status !== 'FAILED') return [known];
  return [{ ...known, fault: { kind: 'failed', ...(reason !== undefined && { reason }) } }];
}

/**
 * What the distribution settings name and the build did not put out. Before a build has ended
 * well nothing is missing yet, and an output that does not say where it is may be any of them.
 */
function missingOutputs(build: ImageBuild): readonly OutputRow[] {
  if (build.status !== 'AVAILABLE') return [];
  const regions = build.distribution?.regions ?? [];
  if (build.type === 'DOCKER') return missingContainers(build, regions);
  const amis = build.outputs.filter((output) => output.kind === 'ami');
  if (amis.some(({ region }) => region === undefined)) return [];
  return regions.flatMap(({ region, targetAccounts }) =>
    missingAmis(
      region,
      targetAccounts,
      amis.filter((ami) => ami.region === region),
    ),
  );
}

/**
 * Without target accounts any AMI in the Region is the copy; with them each account has its own.
 * Source: the user guide, "Cross-account AMI distribution".
 */
function missingAmis(
  region: RegionCode,
  targets: readonly AccountId[],
  found: readonly Ami[],
): readonly OutputRow[] {
  if (targets.length === 0) return found.length > 0 ? [] : [missingAmi({ region })];
  if (found.some(({ account }) => account === undefined)) return [];
  return targets
    .filter((target) => !found.some(({ account }) => account === target))
    .map((account) => missingAmi({ region, account }));
}

function missingAmi(place: { region: RegionCode; account?: AccountId }): OutputRow {
  return { kind: 'ami', ...place, fault: { kind: 'missing' } };
}

function missingContainers(
  { outputs }: ImageBuild,
  regions: NonNullable<ImageBuild['distribution']>['regions'],
): readonly OutputRow[] {
  return regions.flatMap(({ region, container }) => {
    const repository = container?.repository;
    if (container && imagesIn(outputs, region, repository).length > 0) return [];
    // A URI that does not say where it leads may be the one.
    const unclear = uriRows(outputs).some(
      ({ uri, region: place }) => !readImageUri(uri) && (place ?? region) === region,
    );
    if (!container || unclear) return [];
    return [
      {
        kind: 'container' as const,
        region,
        ...(repository !== undefined && { repository }),
        fault: { kind: 'missing' as const },
      },
    ];
  });
}

function uriRows(outputs: readonly Output[]) {
  return outputs.flatMap((output) =>
    output.kind === 'container' ? output.uris.map((uri) => ({ uri, region: output.region })) : [],
  );
}

/** The URIs of the images that a build put into a Region: into one repository, or into any. */
export function imagesIn(
  outputs: readonly Output[],
  region: RegionCode,
  repository?: string,
): readonly string[] {
  return uriRows(outputs)
    .filter(({ uri, region: place }) => {
      const image = readImageUri(uri);
      return (
        (place ?? image?.region) === region &&
        (repository === undefined || image?.repository === repository)
      );
    })
    .map(({ uri }) => uri);
}

/** An id with where it is: what can be copied. */
interface Placed {
  readonly id: string;
  readonly region?: RegionCode;
  readonly account?: AccountId;
}

/** What the rows name that exists: AMI ids and image URIs. */
function placedOf(rows: readonly OutputRow[]): readonly Placed[] {
  return rows.flatMap((row) => {
    const id = row.kind === 'ami' ? row.image : row.uri;
    if (id === undefined) return [];
    const account = row.kind === 'ami' ? row.account : readImageUri(id)?.account;
    return [
      {
        id,
        ...(row.region !== undefined && { region: row.region }),
        ...(account !== undefined && { account }),
      },
    ];
  });
}

/** All ids or URIs, one a line. */
export function outputsAsText(rows: readonly OutputRow[]): string {
  return placedOf(rows)
    .map(({ id }) => id)
    .join('\n');
}

/** All ids or URIs with their Regions and accounts, as JSON. */
export function outputsAsJson(rows: readonly OutputRow[]): string {
  return JSON.stringify(
    placedOf(rows).map(({ id, region, account }) => ({ region, account, id })),
    undefined,
    2,
  );
}

/**
 * The ids or URIs as a Terraform map by Region: `{ "us-east-1" = "ami-…" }`. Where a Region has
 * several, their keys have the account as well, and a number when that is not enough.
 */
export function outputsAsTerraform(rows: readonly OutputRow[]): string {
  const placed = placedOf(rows);
  const taken = new Set<string>();
  const lines = placed.map(({ id, region = 'unknown', account }) => {
    const alone = placed.filter((each) => (each.region ?? 'unknown') === region).length === 1;
    const wanted = alone || account === undefined ? region : `${region}/${account}`;
    let key = wanted;
    for (let number = 2; taken.has(key); number += 1) key = `${wanted}/${number}`;
    taken.add(key);
    return `  ${quoteForTerraform(key)} = ${quoteForTerraform(id)}\n`;
  });
  return lines.length === 0 ? '{}' : `{\n${lines.join('')}}`;
}

/** A string of Terraform: like one of JSON, but what starts an expression is escaped too. */
function quoteForTerraform(text: string): string {
  return JSON.stringify(text).replaceAll(/([$%])\{/g, (start, sign: string) => sign + start);
}
