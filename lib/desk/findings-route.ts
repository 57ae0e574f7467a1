import { present } from '../present';
import type { Scope } from '../scope';
import { builderImagePattern, buildPattern, pipelinePattern } from './arns';

/** Where the desk is when it shows findings. */
export type FindingsRoute =
  /** The images of an account by their findings, and the search for a vulnerability. */
  | { readonly view: 'findings'; readonly scope?: Scope; readonly vulnerability?: string }
  /** The findings of two builds, of any Regions and accounts: their ARNs tell which. */
  | {
      readonly view: 'findings-compare';
      readonly scope?: Scope;
      readonly base?: string;
      readonly target?: string;
      /** How the table is filtered, sorted and grouped, as `lib/findings/view.ts` writes it. */
      readonly show?: string;
    }
  /** The builds of an image, or of a pipeline, one after the other. */
  | {
      readonly view: 'findings-series';
      readonly scope: Scope;
      readonly image?: string;
      readonly pipeline?: string;
      readonly show?: string;
    }
  /** What was recorded about vulnerabilities, and the rules of the gate. */
  | { readonly view: 'findings-judgements'; readonly scope?: Scope };

const paths: Readonly<Record<Exclude<FindingsRoute['view'], 'findings'>, string>> = {
  'findings-compare': 'findings/compare',
  'findings-series': 'findings/builds',
  'findings-judgements': 'findings/judgements',
};

/** The path of a view in the hash. */
export function findingsPath(view: keyof typeof paths): string {
  return paths[view];
}

/** Reads what comes after `findings/`. What does not fit is left out: the view says what is missing. */
export function readFindingsRoute(
  part: string | undefined,
  parameters: URLSearchParams,
  scope: Scope | undefined,
): FindingsRoute {
  const place = scope && { scope };
  const fitting = (name: string, pattern: RegExp) => {
    const text = parameters.get(name) ?? '';
    return pattern.test(text) ? text : undefined;
  };
  const show = parameters.get('show') || undefined;
  if (part === 'compare') {
    const base = fitting('base', buildPattern);
    const target = fitting('target', buildPattern);
    return { view: 'findings-compare', ...place, ...present({ base, target, show }) };
  }
  const image = fitting('of', builderImagePattern);
  const pipeline = fitting('pipeline', pipelinePattern);
  if (part === 'builds' && scope && (image ?? pipeline) !== undefined) {
    return { view: 'findings-series', scope, ...present({ image, pipeline, show }) };
  }
  if (part === 'judgements') return { view: 'findings-judgements', ...place };
  const vulnerability = fitting('vulnerability', /^[\w.:/+@-]{1,200}$/);
  return { view: 'findings', ...place, ...present({ vulnerability }) };
}
