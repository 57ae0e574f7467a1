import type { Clone } from '../../../lib/cloning/clone';
import type { Image, ImageRef } from '../../../lib/images/image';
import { freeName, obstacleToName } from '../../../lib/lifecycle/names';
import { obstacleToNetwork } from '../../../lib/lifecycle/networks';
import {
  refusalsOfOwner,
  refusalsOfTexts,
  takenNames,
  type Refusal,
  type RefusalKind,
} from '../../../lib/lifecycle/refusals';
import { refusalsOfClone } from '../../../lib/lifecycle/refusals-of-clone';
import { refusalsOfCopy } from '../../../lib/lifecycle/refusals-of-images';
import type { LifecycleWish } from '../../../lib/lifecycle/wish';
import { present } from '../../../lib/present';
import type { AccountId } from '../../../lib/scope';
import { cloneIn, copyIn, wishIn, type CloneFacts, type CloneForm } from './clone-entry';

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
  } else if (!/^[\w-]+(\.[\w-]+)+$/.test(builder.instanceType)) {
    const sentence = 'Instance types have names such as stream.standard.medium.';
    yield { field: 'instanceType', sentence };
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
