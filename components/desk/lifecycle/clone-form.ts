import type { RepositoryApplication } from '../../../lib/applications/application';
import { cloneOf, imageForBuilder, type Clone } from '../../../lib/cloning/clone';
import type { Image, ImageRef, Tags } from '../../../lib/images/image';
import { freeName, obstacleToName } from '../../../lib/lifecycle/names';
import { obstacleToNetwork, type Networks } from '../../../lib/lifecycle/networks';
import {
  refusalsOfOwner,
  refusalsOfTexts,
  takenNames,
  type Refusal,
  type RefusalKind,
  type RegionFacts,
} from '../../../lib/lifecycle/refusals';
import { refusalsOfClone } from '../../../lib/lifecycle/refusals-of-clone';
import { refusalsOfCopy } from '../../../lib/lifecycle/refusals-of-images';
import type { BuilderEnd, LifecycleWish, WishOf } from '../../../lib/lifecycle/wish';
import { present } from '../../../lib/present';
import type { AccountId } from '../../../lib/scope';

/** How the new image is made: with more applications on an image builder, or as it is. */
export type CloneWay = 'applications' | 'copy';

/** What a person has entered of a clone. */
export interface CloneForm {
  readonly way: CloneWay;
  /** The name of the new image. */
  readonly image: string;
  /** The name of the image builder; made of that of the image until it is typed. */
  readonly builder: string | undefined;
  readonly displayName: string;
  readonly description: string;
  /** Empty until one is picked. */
  readonly instanceType: string;
  /** What is added, by the ids of the application repository. */
  readonly applications: readonly string[];
  /** License-included software, by AWS's names. */
  readonly software: readonly string[];
  readonly dynamicCatalogs: boolean;
  /** Whether fleets take the newest agent each time; the version of the source is kept if not. */
  readonly latestAgent: boolean;
  readonly subnet: string;
  readonly securityGroups: readonly string[];
  readonly role: string;
  readonly directory: string;
  readonly unit: string;
  readonly internetAccess: boolean;
  /** In GiB, as it is typed; AWS's own size while it is empty. */
  readonly rootVolume: string;
  readonly withoutImdsV1: boolean;
  /** Those with a key. */
  readonly tags: Tags;
  readonly after: BuilderEnd;
  /** Whether an exact copy is shared as the image is. */
  readonly shares: boolean;
}

/** What is known when a clone is entered. */
export interface CloneFacts {
  /** The image that is cloned, as the account sees it. */
  readonly source: Image;
  /** Its tags, as far as the account may see them. */
  readonly sourceTags: Tags;
  readonly region: RegionFacts;
  /** The applications that can be added. */
  readonly applications: readonly RepositoryApplication[];
  /** Nothing where they could not be read. */
  readonly networks: Networks | undefined;
}

/** What of the form something is about. */
export type CloneField =
  | 'image'
  | 'displayName'
  | 'description'
  | 'instanceType'
  | 'applications'
  | 'builder'
  | 'network'
  | 'role'
  | 'domain'
  | 'rootVolume'
  | 'tags';

/** What a form asks for, or what is missing in it, in one sentence. */
export type CloneReading = { readonly wish: LifecycleWish } | { readonly obstacle: string };

/** What is in the way of a plan. */
interface Obstacle {
  /** Nothing when it is about no field of the form. */
  readonly field?: CloneField;
  readonly sentence: string;
  /** Whether nothing was entered yet, which is no mistake. */
  readonly missing?: true;
}

/** The image that is meant: that of the ARN, or the account's own of that name before others. */
export function findSource(
  images: readonly Image[],
  { name, arn }: ImageRef,
  account: AccountId,
): Image | undefined {
  if (arn !== undefined) return images.find((image) => image.arn === arn);
  const named = images.filter((image) => image.name === name);
  return named.find(({ owner }) => owner === account) ?? named[0];
}

/** What the form begins with: the usual clone needs a name, a machine and the applications. */
export function startCloneForm({ source, sourceTags, region }: Omit<CloneFacts, 'networks'>) {
  const suggested = freeName('image', source.name, takenNames(region));
  const form: CloneForm = {
    way: 'applications',
    // What AWS itself has made has a name that nobody else's image can have.
    image: obstacleToName('image', suggested, new Set()) === undefined ? suggested : '',
    builder: undefined,
    displayName: source.displayName ?? '',
    description: source.description ?? '',
    instanceType: '',
    applications: [],
    software: [],
    dynamicCatalogs: source.dynamicCatalogs,
    latestAgent: true,
    subnet: '',
    securityGroups: [],
    role: '',
    directory: '',
    unit: '',
    internetAccess: false,
    rootVolume: '',
    withoutImdsV1: true,
    // Those of AWS itself cannot be written.
    tags: sourceTags.filter(({ key }) => !key.startsWith('aws:')),
    after: 'delete',
    shares: false,
  };
  return form;
}

/** The name of the image builder: the typed one, or a free one that tells what it makes. */
export function builderNameOf({ builder, image }: CloneForm, region: RegionFacts): string {
  if (builder !== undefined) return builder.trim();
  const name = image.trim();
  const taken = new Set([...takenNames(region), name]);
  return name === '' ? '' : freeName('image-builder', `${name}-builder`, taken);
}

/** Why an image cannot be cloned, whatever is entered; in one sentence. */
export function obstacleToCloning(facts: CloneFacts): string | undefined {
  const kinds: ReadonlySet<RefusalKind> = new Set(['region', 'image-state', 'image-not-granted']);
  const clone = cloneIn(startCloneForm(facts), facts);
  return refusalsOfClone(clone, facts.region).find(({ kind }) => kinds.has(kind))?.sentence;
}

/** Why there is no exact copy of an image; in one sentence. */
export function obstacleToExactCopy({ source, region }: Pick<CloneFacts, 'source' | 'region'>) {
  return refusalsOfOwner(source, region.scope.account, 'copied')[0]?.sentence;
}

/** What is wrong with what was entered, by its field; what is only missing is not wrong yet. */
export function errorsOfClone(
  form: CloneForm,
  facts: CloneFacts,
): Readonly<Partial<Record<CloneField, string>>> {
  const errors: Partial<Record<CloneField, string>> = {};
  for (const { field, sentence, missing } of obstaclesOf(form, facts)) {
    if (field && !missing) errors[field] ??= sentence;
  }
  return errors;
}

/** Reads a form: what it asks for, or the first thing that is in the way. */
export function readCloneForm(form: CloneForm, facts: CloneFacts): CloneReading {
  const [first] = obstaclesOf(form, facts);
  if (first) return { obstacle: first.sentence };
  return { wish: form.way === 'copy' ? copyIn(form, facts) : wishIn(form, facts) };
}

/** What should be known of a form that can be planned, in sentences. */
export function notesOfClone(form: CloneForm, { applications }: CloneFacts): readonly string[] {
  const fetched = applications.some(
    ({ id, source }) =>
      form.applications.includes(id) && (source?.kind === 'https' || source?.kind === 's3'),
  );
  return form.way === 'applications' && fetched && form.subnet === '' && !form.internetAccess
    ? [
        'The image builder has to reach the files of the applications. Switch default internet access on, or pick a subnet from which they are reached.',
      ]
    : [];
}

/** In the order of the form. */
function obstaclesOf(form: CloneForm, facts: CloneFacts): readonly Obstacle[] {
  return form.way === 'copy' ? obstaclesOfCopy(form, facts) : obstaclesOfApplications(form, facts);
}

function obstaclesOfCopy(form: CloneForm, facts: CloneFacts): readonly Obstacle[] {
  const description = form.description.trim();
  const refusals = certain(
    refusalsOfCopy(facts.source, { image: form.image.trim(), description }, facts.region),
  );
  const fields: Partial<Record<RefusalKind, CloneField>> = { name: 'image', text: 'description' };
  return refusals.map(({ kind, sentence }) => ({ ...present({ field: fields[kind] }), sentence }));
}

/** Of what AWS would refuse, which field it is about; what is of several is looked at apart. */
const fieldsOf: Readonly<Partial<Record<RefusalKind, CloneField>>> = {
  'instance-family': 'instanceType',
  'image-platform': 'applications',
  'applications-too-many': 'applications',
  'application-there': 'applications',
  'application-platform': 'applications',
  'application-name': 'applications',
  application: 'applications',
  network: 'network',
  role: 'role',
  'root-volume': 'rootVolume',
  tags: 'tags',
};

const order: readonly CloneField[] = [
  'image',
  'displayName',
  'description',
  'instanceType',
  'applications',
  'builder',
  'network',
  'role',
  'domain',
  'rootVolume',
  'tags',
];

function obstaclesOfApplications(form: CloneForm, facts: CloneFacts): readonly Obstacle[] {
  const clone = cloneIn(form, facts);
  const refusals = certain(refusalsOfClone(clone, facts.region));
  const told = [...ownObstacles(form, facts, clone)];
  for (const { kind, sentence } of refusals) {
    const field = fieldsOf[kind];
    if (kind === 'applications-none') told.push({ field: 'applications', sentence, missing: true });
    else if (told.every((each) => each.sentence !== sentence)) {
      told.push({ ...present({ field }), sentence });
    }
  }
  const placeOf = ({ field }: Obstacle) => (field ? order.indexOf(field) : order.length);
  return told.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** Those that the rules of AWS do not tell by themselves, or not of which field they are. */
function* ownObstacles(
  form: CloneForm,
  { region, networks }: CloneFacts,
  { builder, order: { image } }: Clone,
): Generator<Obstacle> {
  const taken = takenNames(region);
  const named = obstacleToName('image', image.name, taken);
  if (named !== undefined) yield { field: 'image', sentence: named };
  for (const field of ['displayName', 'description'] as const) {
    for (const { sentence } of refusalsOfTexts({ [field]: image[field] ?? '' })) {
      yield { field, sentence };
    }
  }
  if (builder.instanceType === '') {
    const sentence = 'Pick an instance type for the image builder.';
    yield { field: 'instanceType', sentence, missing: true };
  }
  const builderNamed = obstacleToName(
    'image-builder',
    builder.name,
    new Set([...taken, image.name]),
  );
  // Without a name for the image there is none for its builder yet.
  if (builderNamed !== undefined && !(form.builder === undefined && named !== undefined)) {
    yield { field: 'builder', sentence: builderNamed };
  }
  const network = obstacleToNetwork(form.subnet.trim(), builder.securityGroups, networks);
  if (network !== undefined) yield { field: 'network', sentence: network };
  if ((form.directory.trim() === '') !== (form.unit.trim() === '')) {
    yield {
      field: 'domain',
      sentence: 'Joining a domain needs both its directory and an organizational unit.',
    };
  }
}

function certain(refusals: readonly Refusal[]): readonly Refusal[] {
  return refusals.filter((refusal) => refusal.certain);
}

/** The clone that a form stands for, complete or not. */
function cloneIn(form: CloneForm, facts: CloneFacts): Clone {
  const { source, sourceTags, region, applications } = facts;
  return cloneOf(wishIn(form, facts), {
    source,
    sourceTags,
    applications: form.applications.flatMap(
      (id) => applications.find((each) => each.id === id) ?? [],
    ),
    account: region.scope.account,
  });
}

function wishIn(form: CloneForm, { source, region }: CloneFacts): WishOf<'clone'> {
  const { dynamicCatalogs, latestAgent, tags, applications, software, after } = form;
  const [directory, unit] = [form.directory.trim(), form.unit.trim()];
  const subnet = form.subnet.trim();
  return {
    act: 'clone',
    source: imageForBuilder(source, region.scope.account),
    image: form.image.trim(),
    ...textsIn(form),
    dynamicCatalogs,
    latestAgent,
    tags,
    builder: {
      name: builderNameOf(form, region),
      instanceType: form.instanceType,
      ...present({
        agentVersion: latestAgent ? undefined : source.agentVersion,
        role: filled(form.role),
        domain: directory !== '' && unit !== '' ? { directory, unit } : undefined,
        rootVolume: filled(form.rootVolume) === undefined ? undefined : Number(form.rootVolume),
      }),
      subnets: subnet === '' ? [] : [subnet],
      securityGroups: form.securityGroups,
      internetAccess: form.internetAccess,
      withoutImdsV1: form.withoutImdsV1,
    },
    applications,
    software,
    after,
  };
}

function copyIn(form: CloneForm, { source, region }: CloneFacts): WishOf<'copy'> {
  const { region: here } = region.scope;
  const { description } = textsIn(form);
  return {
    act: 'copy',
    copies: [
      {
        from: { region: here, image: source.name },
        to: { region: here, image: form.image.trim() },
      },
    ],
    ...present({ description }),
    tags: true,
    shares: form.shares,
  };
}

function textsIn({ displayName, description }: CloneForm) {
  return present({ displayName: filled(displayName), description: filled(description) });
}

function filled(text: string): string | undefined {
  const trimmed = text.trim();
  return trimmed === '' ? undefined : trimmed;
}
