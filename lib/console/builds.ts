import { decodeTolerantly, first, headings, selectedRows, textOf, textsIn } from './documents';
import type { FocusSource } from './focus';
import type { ConsolePage } from './page';

/** What a page of the Image Builder console is about: one thing that has an ARN, or many. */
export type BuildFocus =
  | {
      readonly kind: SubjectKind;
      readonly arn: string;
      /** `content`: nothing but what the page's main part shows. */
      readonly source: FocusSource | 'content';
    }
  | { readonly kind: 'list'; readonly source: 'address' };

type SubjectKind = 'build' | 'version' | 'pipeline';

/**
 * The ARN of an image build version, an image version or a pipeline within a text. What follows
 * must not belong to it. Source: the Image Builder model's `ImageBuildVersionArn`,
 * `ImageVersionArn` and `ImagePipelineArn`.
 */
const arnPattern =
  /arn:aws(?:-cn|-us-gov)?:imagebuilder:[a-z0-9-]+:(?:\d{12}|aws(?:-[a-z-]+)?):(?:image\/[a-z0-9-_]+\/\d+\.\d+\.\d+(?:\/\d+)?|image-pipeline\/[a-z0-9-_]+)(?![\w-]|\.\d)/g;

/** How long an ARN may be. Source: the same model. */
const longestArn = 1024;

/** How often an address may be encoded over again. */
const mostEncodings = 4;

/**
 * Routes of the Image Builder console that certainly show something other than images. An unknown
 * route is treated as one that may show them: a panel too many is better than none.
 */
const otherRoutes =
  /^\/(?:components?|image-?recipes?|container-?recipes?|recipes?|infra|distribution|workflows?|lifecycle|create|import)/i;

/** Routes that show many images or pipelines; the names in front are those of older consoles. */
const lists = /^\/(?:landingPage|viewImages|viewPipelines|images|pipelines)?\/?$/;

/** Whether the panel has a place on this page. */
export function showsBuilds(page: ConsolePage): boolean {
  return page.service === 'imagebuilder' && !otherRoutes.test(page.route.path);
}

/**
 * The build, image version or pipeline that the page is about: named in the address, else in a
 * selected row, else in a heading or in the page's main part, a build before all others. A list
 * when the address is one and nothing is selected, and nothing when the page does not tell.
 */
export function buildInFocus(
  page: ConsolePage,
  documents: readonly Document[],
): BuildFocus | undefined {
  const address = arnsInAddress(page);
  const told = subjectIn(address, ['build'], 'address');
  if (told) return told;
  const isList = address.length === 0 && lists.test(page.route.path);
  const rows = documents.flatMap((document) => selectedRows(document).flatMap(arnsInElement));
  // Of the many that a list shows, none is what it is about.
  const content = address.length === 0 && !isList ? arnsInContent(documents) : [];
  const inHeadings = documents.flatMap((document) => headings(document).flatMap(arnsInElement));
  return (
    subjectIn(rows, ['build'], 'row') ??
    subjectIn(inHeadings, ['build'], 'heading') ??
    buildOfHeading(content, documents) ??
    soleIn(content, 'build') ??
    subjectIn(address, ['version', 'pipeline'], 'address') ??
    subjectIn(rows, ['version', 'pipeline'], 'row') ??
    subjectIn(inHeadings, ['version', 'pipeline'], 'heading') ??
    soleIn(content, 'version') ??
    soleIn(content, 'pipeline') ??
    (isList ? { kind: 'list', source: 'address' } : undefined)
  );
}

function arnsInAddress({ route }: ConsolePage): readonly string[] {
  // As text: in Firefox, what iterates over parameters cannot be iterated by a content script.
  let text = `${route.path} ${route.parameters.toString()}`;
  for (let round = 0; round < mostEncodings; round += 1) text = decodeTolerantly(text);
  return arnsIn(text);
}

/** The different ARNs that the main parts of a page show. */
function arnsInContent(documents: readonly Document[]): readonly string[] {
  const parts = documents.flatMap((document) => [
    ...document.querySelectorAll('main, [role="main"]'),
  ]);
  return [
    ...new Set(
      parts
        // The whole text costs less than its pieces, and mostly has none.
        .filter((part) => part.textContent?.includes(':imagebuilder:'))
        .flatMap(arnsInElement),
    ),
  ];
}

function arnsInElement(element: Element): readonly string[] {
  return textsIn(element).flatMap(arnsIn);
}

function arnsIn(text: string): readonly string[] {
  return (text.match(arnPattern) ?? []).filter((arn) => arn.length <= longestArn);
}

function kindOf(arn: string): SubjectKind {
  if (arn.includes(':image-pipeline/')) return 'pipeline';
  return /\/\d+$/.test(arn) ? 'build' : 'version';
}

function subjectIn(
  arns: readonly string[],
  kinds: readonly SubjectKind[],
  source: FocusSource,
): BuildFocus | undefined {
  return first(arns, (arn) => {
    const kind = kindOf(arn);
    return kinds.includes(kind) ? { kind, arn, source } : undefined;
  });
}

/** The build whose version a heading shows, as in `office | 1.0.1/2`. */
function buildOfHeading(
  arns: readonly string[],
  documents: readonly Document[],
): BuildFocus | undefined {
  const builds = arns.filter((arn) => kindOf(arn) === 'build');
  if (builds.length === 0) return undefined;
  const versions = documents
    .flatMap(headings)
    .flatMap((heading) => textOf(heading).match(/\d+\.\d+\.\d+\/\d+/g) ?? []);
  const [arn, ...others] = builds.filter((each) =>
    versions.some((version) => each.endsWith(`/${version}`)),
  );
  return arn !== undefined && others.length === 0
    ? { kind: 'build', arn, source: 'heading' }
    : undefined;
}

/** The one of its kind; of several, none is what the page is about. */
function soleIn(arns: readonly string[], kind: SubjectKind): BuildFocus | undefined {
  const [arn, ...others] = arns.filter((each) => kindOf(each) === kind);
  return arn !== undefined && others.length === 0 ? { kind, arn, source: 'content' } : undefined;
}
