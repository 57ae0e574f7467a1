import type { ImageRef } from '../images/image';
import type { JobOrigin } from '../jobs/job';
import type { DeskTarget } from '../operations/surfaces';
import {
  accountIdPattern,
  type AccountId,
  type Partition,
  type RegionCode,
  type Scope,
} from '../scope';
import { imageKey, type ImagePlace } from '../sharing/plan';
import { buildPattern, pipelinePattern } from './arns';
import {
  chosenIn,
  lifecyclePath,
  readImageKey,
  readImagesRoute,
  writeLifecycle,
  type LifecycleRoute,
} from './lifecycle-route';
import { findingsPath, readFindingsRoute, type FindingsRoute } from './findings-route';

/** The parts of the settings, each with a page of its own; the first is shown unless named. */
export const settingsSections = [
  'credentials',
  'accounts',
  'applications',
  'safety',
  'permissions',
] as const;

export type SettingsSection = (typeof settingsSections)[number];

/** What can be done with a build in the desk, each in a window of its own. */
export const buildActs = ['cancel', 'retry', 'distribute', 'state', 'delete'] as const;

export type BuildAct = (typeof buildActs)[number];

/** What can be said to a step that waits. */
export const stepAnswers = ['RESUME', 'STOP'] as const;

/** The id of a job, a UUID. */
const jobIdPattern = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Where the desk is. A route is a hash and carries its whole state, so that a link or a reload
 * brings the same view back.
 */
export type DeskRoute =
  | { readonly view: 'images' | 'jobs' | 'activity'; readonly scope?: Scope }
  /** Sharing many images, those of these names in the scope's Region selected at first. */
  | {
      readonly view: 'bulk';
      readonly scope?: Scope;
      readonly images?: readonly string[];
      /** Whether only a person says that the page shows this account. */
      readonly chosen?: true;
    }
  /** Images of any Regions of the account by the accounts that may use them. */
  | {
      readonly view: 'matrix';
      readonly scope: Scope;
      readonly images: readonly ImagePlace[];
      readonly chosen?: true;
    }
  | { readonly view: 'job'; readonly id: string; readonly scope?: Scope }
  /** The plan that is made from what a job did. */
  | {
      readonly view: 'revise';
      readonly job: string;
      readonly as: JobOrigin['as'];
      readonly scope?: Scope;
    }
  | { readonly view: 'settings'; readonly section: SettingsSection; readonly scope?: Scope }
  | {
      readonly view: 'share' | 'edit' | 'stop';
      readonly scope: Scope;
      readonly image: ImageRef;
      /** Whether only a person says that the page shows this account. */
      readonly chosen?: true;
    }
  | {
      readonly view: 'revoke';
      readonly scope: Scope;
      readonly image: ImageRef;
      readonly account: AccountId;
      readonly chosen?: true;
    }
  | {
      readonly view: 'build-share';
      readonly scope: Scope;
      readonly build: string;
      readonly chosen?: true;
    }
  | {
      readonly view: 'build-act';
      readonly scope: Scope;
      readonly act: BuildAct;
      readonly build: string;
      readonly chosen?: true;
    }
  | {
      readonly view: 'pipeline-run';
      readonly scope: Scope;
      readonly pipeline: string;
      readonly chosen?: true;
    }
  | {
      readonly view: 'step-answer';
      readonly scope: Scope;
      readonly build: string;
      readonly step: string;
      readonly answer: (typeof stepAnswers)[number];
      readonly chosen?: true;
    }
  | FindingsRoute
  | LifecycleRoute
  /** Asks which account the page of a tab shows; and which Region, when it tells none. */
  | {
      readonly view: 'choose';
      readonly tabId: number;
      readonly partition: Partition;
      readonly region?: RegionCode;
      readonly scope?: undefined;
    };

/** The page from which the desk is opened. */
export interface PageOfTarget {
  readonly tabId: number;
  readonly partition: Partition;
  readonly region?: RegionCode;
  /** Whether the account of the scope is what the person chose for the tab. */
  readonly chosen: boolean;
}

/** A route, and whether it is shown in the dialog window, without navigation. */
export interface DeskLocation {
  readonly route: DeskRoute;
  readonly dialog: boolean;
}

/** The route to a target of a page. Without a scope only the views that need none are left. */
export function routeTo(
  target: DeskTarget,
  scope: Scope | undefined,
  page?: PageOfTarget,
): DeskRoute {
  const place = scope && { scope };
  if (target.view === 'choose') {
    if (!page) return { view: 'images', ...place };
    const { chosen: _, ...asked } = page;
    return { view: 'choose', ...asked };
  }
  // Builds tell by their ARNs where they are.
  if (target.view === 'findings-compare') return { ...target, ...place };
  if (target.view === 'images' || target.view === 'jobs') return { view: target.view, ...place };
  if (target.view === 'job') return { ...target, ...place };
  if (target.view === 'bulk') return bulkRoute(target, scope, page);
  if (target.view === 'settings') {
    return { view: 'settings', section: target.section ?? 'credentials', ...place };
  }
  if (!scope) return { view: 'images' };
  if (target.view === 'images-act') {
    const { image, ...rest } = target;
    const images = [{ region: scope.region, image: image.name }];
    return { ...rest, images, scope, ...(page?.chosen && { chosen: true as const }) };
  }
  return { ...target, scope, ...(page?.chosen && { chosen: true as const }) };
}

/** Images are of an account and a Region: without these there are none to select. */
function bulkRoute(
  { images = [] }: Extract<DeskTarget, { view: 'bulk' }>,
  scope: Scope | undefined,
  page: PageOfTarget | undefined,
): DeskRoute {
  if (!scope) return { view: 'bulk' };
  return {
    view: 'bulk',
    scope,
    ...(images.length > 0 && { images: images.map(({ name }) => name) }),
    ...(page?.chosen && { chosen: true }),
  };
}

/** The members of routes that are texts, and are called in the hash what they are called here. */
const routeTexts = [
  'build',
  'pipeline',
  'step',
  'answer',
  'base',
  'target',
  'show',
  'vulnerability',
] as const;

/** The hash of a route. */
export function hashOf(route: DeskRoute, dialog: boolean): string {
  const parameters = new URLSearchParams();
  if (route.scope) {
    parameters.set('partition', route.scope.partition);
    parameters.set('account', route.scope.account);
    parameters.set('region', route.scope.region);
  }
  if ('image' in route && typeof route.image === 'object') {
    parameters.set('image', route.image.name);
    if (route.image.arn !== undefined) parameters.set('arn', route.image.arn);
  }
  if (route.view === 'bulk') {
    for (const name of route.images ?? []) parameters.append('image', name);
  }
  if (route.view === 'matrix') {
    for (const image of route.images) parameters.append('image', imageKey(image));
  }
  if (isLifecycle(route)) writeLifecycle(route, parameters);
  if (route.view === 'findings-series' && route.image !== undefined) {
    parameters.set('of', route.image);
  }
  for (const name of routeTexts) {
    const value = name in route ? route[name as keyof typeof route] : undefined;
    if (typeof value === 'string') parameters.set(name, value);
  }
  if (route.view === 'revise') parameters.set('as', route.as);
  if (route.view === 'revoke') parameters.set('with', route.account);
  if ('chosen' in route) parameters.set('chosen', 'true');
  if (route.view === 'choose') {
    parameters.set('tab', String(route.tabId));
    parameters.set('partition', route.partition);
    if (route.region !== undefined) parameters.set('region', route.region);
  }
  if (dialog) parameters.set('window', 'dialog');
  const query = parameters.toString();
  return `#/${pathOf(route)}${query && `?${query}`}`;
}

function pathOf(route: DeskRoute): string {
  switch (route.view) {
    case 'settings':
      return `settings/${route.section}`;
    case 'bulk':
      return 'share-many';
    case 'matrix':
      return 'share-many/matrix';
    case 'job':
      return `jobs/${route.id}`;
    case 'revise':
      return `jobs/${route.job}/plan`;
    case 'build-share':
      return 'builds/share';
    case 'build-act':
      return `builds/${route.act}`;
    case 'pipeline-run':
      return 'builds/run';
    case 'step-answer':
      return 'builds/step';
    case 'findings-compare':
    case 'findings-series':
    case 'findings-judgements':
      return findingsPath(route.view);
    case 'image-act':
    case 'images-act':
    case 'image-import':
    case 'builders':
    case 'clean-up':
    case 'build-clone':
      return lifecyclePath(route);
    default:
      return route.view;
  }
}

function isLifecycle(route: DeskRoute): route is LifecycleRoute {
  return lifecycleViews.has(route.view);
}

const lifecycleViews: ReadonlySet<string> = new Set<LifecycleRoute['view']>([
  'image-act',
  'images-act',
  'image-import',
  'builders',
  'clean-up',
  'build-clone',
]);

/** Reads a hash; anything that does not make sense leads to the images. */
export function readDeskHash(hash: string): DeskLocation {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const parameters = new URLSearchParams(query);
  const dialog = parameters.get('window') === 'dialog';
  return { route: readRoute(path, parameters), dialog };
}

function readRoute(path: string, parameters: URLSearchParams): DeskRoute {
  const scope = readScope(parameters);
  const image = readImage(parameters);
  const account = parameters.get('with') ?? '';
  const [view, part] = path.split('/', 2);
  if (view === 'settings') {
    const section = settingsSections.find((each) => each === part) ?? 'credentials';
    return { view, section, ...(scope && { scope }) };
  }
  if (path === 'choose') {
    const asked = readChoice(parameters);
    if (asked) return asked;
  }
  if (path === 'activity') return { view: path, ...(scope && { scope }) };
  if (view === 'jobs') return readJobRoute(path, parameters, scope);
  if (path === 'share-many') return readBulk(parameters, scope);
  if (path === 'share-many/matrix') return readMatrix(parameters, scope);
  if (view === 'findings') return readFindingsRoute(part, parameters, scope);
  if (scope && view === 'images') {
    const route = readImagesRoute(part, parameters, scope, image);
    if (route) return route;
  }
  if (scope && view === 'builds') {
    const route = readBuildRoute(part ?? '', parameters, scope);
    if (route) return route;
  }
  if (scope && image) {
    const subject = { scope, image, ...chosenIn(parameters) };
    if (path === 'share' || path === 'edit' || path === 'stop') return { view: path, ...subject };
    if (path === 'revoke' && accountIdPattern.test(account)) {
      return { view: 'revoke', ...subject, account };
    }
  }
  return { view: 'images', ...(scope && { scope }) };
}

/** Source: the Image Builder model's ids of steps; the worker checks them whole. */
const stepPattern = /^step-[\da-f-]{36}$/i;

function readBuildRoute(
  part: string,
  parameters: URLSearchParams,
  scope: Scope,
): DeskRoute | undefined {
  const place = { scope, ...chosenIn(parameters) };
  const pipeline = parameters.get('pipeline') ?? '';
  if (part === 'run' && pipelinePattern.test(pipeline)) {
    return { view: 'pipeline-run', pipeline, ...place };
  }
  const build = parameters.get('build') ?? '';
  if (!buildPattern.test(build)) return undefined;
  const act = buildActs.find((each) => each === part);
  if (act) return { view: 'build-act', act, build, ...place };
  const step = parameters.get('step') ?? '';
  const answer = stepAnswers.find((each) => each === parameters.get('answer'));
  if (part === 'step' && stepPattern.test(step) && answer) {
    return { view: 'step-answer', build, step, answer, ...place };
  }
  if (part === 'clone') return { view: 'build-clone', build, ...place };
  return part === 'share' ? { view: 'build-share', build, ...place } : undefined;
}

function readBulk(parameters: URLSearchParams, scope: Scope | undefined): DeskRoute {
  if (!scope) return { view: 'bulk' };
  const images = parameters.getAll('image').filter((name) => name !== '');
  return {
    view: 'bulk',
    scope,
    ...(images.length > 0 && { images }),
    ...chosenIn(parameters),
  };
}

/** Without images there is nothing to show: they are picked first. */
function readMatrix(parameters: URLSearchParams, scope: Scope | undefined): DeskRoute {
  const images = parameters.getAll('image').flatMap((text) => readImageKey(text) ?? []);
  if (!scope || images.length === 0) return { view: 'bulk', ...(scope && { scope }) };
  return {
    view: 'matrix',
    scope,
    images,
    ...chosenIn(parameters),
  };
}

/** The ways to make a plan from what a job did. */
const revisions: readonly JobOrigin['as'][] = ['undo', 'retry', 'again'];

function readJobRoute(
  path: string,
  parameters: URLSearchParams,
  scope: Scope | undefined,
): DeskRoute {
  const place = scope && { scope };
  const [, id = '', part, ...rest] = path.split('/');
  if (!jobIdPattern.test(id) || rest.length > 0) return { view: 'jobs', ...place };
  const as = revisions.find((each) => each === parameters.get('as'));
  if (part === 'plan' && as) return { view: 'revise', job: id, as, ...place };
  return { view: 'job', id, ...place };
}

function readScope(parameters: URLSearchParams): Scope | undefined {
  const partition = parameters.get('partition');
  const account = parameters.get('account') ?? '';
  const region = parameters.get('region') ?? '';
  return isPartition(partition) && accountIdPattern.test(account) && region !== ''
    ? { partition, account, region }
    : undefined;
}

function readChoice(parameters: URLSearchParams): DeskRoute | undefined {
  const partition = parameters.get('partition');
  const tab = parameters.get('tab') ?? '';
  const region = parameters.get('region');
  return isPartition(partition) && /^\d{1,15}$/.test(tab)
    ? { view: 'choose', tabId: Number(tab), partition, ...(region && { region }) }
    : undefined;
}

function readImage(parameters: URLSearchParams): ImageRef | undefined {
  const name = parameters.get('image');
  const arn = parameters.get('arn');
  return name ? { name, ...(arn && { arn }) } : undefined;
}

function isPartition(text: string | null): text is Partition {
  return text === 'aws' || text === 'aws-us-gov' || text === 'aws-cn';
}
