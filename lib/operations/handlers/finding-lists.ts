import * as calls from '../../aws/image-builder';
import type { ImageBuilder } from '../../aws/image-builder';
import { readChange, type ChangePorts } from '../../findings/change';
import { readRanking } from '../../findings/ranking';
import { readSeries } from '../../findings/series-builds';
import type { CallContext } from '../../messaging/router';
import type { Result } from '../../result';
import type { Scope } from '../../scope';
import type { InScope } from './in-scope';
import type { HandlersOf } from './parts';

type FindingLists = Pick<
  HandlersOf<'findings'>,
  'findings.change' | 'findings.series' | 'findings.ranking' | 'findings.search'
>;

/** Findings of many builds. What `compared` gives is left out without it. */
export function findingListHandlers(
  inScope: InScope,
  kept: Pick<ChangePorts, 'pinned' | 'compared'>,
): FindingLists {
  const reading = <Value>(
    context: CallContext,
    use: (imageBuilder: ImageBuilder, scope: Scope) => Promise<Result<Value>>,
  ) => inScope(context, 'imagebuilder', use);
  return {
    'findings.change': ({ build }, context) =>
      reading(context, (imageBuilder, { account }) => {
        const owner = ownerOf(build, account);
        // What is kept is kept by ARN, and is told to the account that it is of.
        const { compared, ...others } = kept;
        const told = owner === 'Self' && compared ? { ...others, compared } : others;
        return readChange({ ...listsOf(imageBuilder, owner), ...told }, build);
      }),
    'findings.series': (of, context) =>
      reading(context, (imageBuilder, { account }) => {
        const owner = 'image' in of ? ownerOf(of.image, account) : 'Self';
        return readSeries(listsOf(imageBuilder, owner), of);
      }),
    'findings.ranking': (_, context) =>
      reading(context, (imageBuilder) => readRanking(listsOf(imageBuilder, 'Self'))),
    'findings.search': ({ vulnerability, token }, context) =>
      reading(context, (imageBuilder) => calls.searchFindings(imageBuilder, vulnerability, token)),
  };
}

/** In which of the account's lists an image is. */
function ownerOf(arn: string, account: string): 'Self' | 'Shared' {
  return arn.split(':')[4] === account ? 'Self' : 'Shared';
}

function listsOf(imageBuilder: ImageBuilder, owner: 'Self' | 'Shared') {
  return {
    versions: () => calls.listVersions(imageBuilder, owner),
    builds: (version: string) => calls.listBuilds(imageBuilder, version),
    pipelineBuilds: (arn: string) => calls.listPipelineBuilds(imageBuilder, arn),
    counts: (builds: readonly string[]) => calls.countFindings(imageBuilder, builds),
  };
}
