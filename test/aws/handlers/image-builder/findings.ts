import type {
  ImageScanFinding,
  ImageScanFindingAggregation,
  ListImageScanFindingAggregationsRequest,
  ListImageScanFindingAggregationsResponse,
  ListImageScanFindingsRequest,
  ListImageScanFindingsResponse,
  SeverityCounts,
} from '@aws-sdk/client-imagebuilder';
import type { Context, Handlers } from '../../handler';
import { sortable } from '../../image-builder/names';
import type { Filters } from './common';
import { filterOf, pageOf, perPage } from './common';

/** What Amazon Inspector found in images, as Image Builder keeps it. */
export const findings = {
  /**
   * One filter with one value at most, as the model has it. Assumption: it is applied before the page
   * is cut, because the findings are kept by what they are filtered by. Those of one build are found
   * by its ARN, and never all looked at: a page of many costs what a page of few does.
   */
  ListImageScanFindings(
    input: ListImageScanFindingsRequest,
    context: Context,
  ): ListImageScanFindingsResponse {
    const keep = filterOf(input.filters, findingFilters);
    const ofBuild = input.filters?.find(({ name }) => name === 'imageBuildVersionArn');
    if (!ofBuild) {
      const { items, nextToken } = pageOf(
        context,
        input,
        allFindings(context).filter(keep),
        placeOf,
      );
      return { findings: items, nextToken };
    }
    const { items, token } = context.page(findingsOfBuilds(context, ofBuild.values), placeOf, {
      token: input.nextToken,
      size: input.maxResults ?? perPage,
      sorted: true,
    });
    return { findings: items, nextToken: token };
  },

  /** Source: the model: counts by the key of the filter, by account unless there is one. */
  ListImageScanFindingAggregations(
    input: ListImageScanFindingAggregationsRequest,
    context: Context,
  ): ListImageScanFindingAggregationsResponse {
    const { filter } = input;
    const keep = filterOf(filter ? [filter] : [], aggregationKeys);
    const key = filter?.name ?? 'accountId';
    const keyOf = aggregationKeys[key] ?? (() => undefined);
    const groups = new Map<string, ImageScanFinding[]>();
    const all =
      key === 'imageBuildVersionArn'
        ? findingsOfBuilds(context, filter?.values)
        : allFindings(context).filter(keep);
    for (const finding of all) {
      const value = keyOf(finding) ?? '';
      const group = groups.get(value);
      if (group) group.push(finding);
      else groups.set(value, [finding]);
    }
    const { items, nextToken } = pageOf(
      context,
      { nextToken: input.nextToken },
      [...groups],
      ([value]) => sortable(value),
    );
    return {
      aggregationType: key,
      responses: items.map(([value, each]) => aggregationOf(key, value, countsOf(each))),
      nextToken,
    };
  },
} satisfies Handlers;

/** Where a finding stands in a list of them. */
function placeOf({ imageBuildVersionArn = '' }: ImageScanFinding, index: number): string {
  return `${sortable(imageBuildVersionArn)} ${sortable(index)}`;
}

/** Source: the model on ListImageScanFindings. */
const findingFilters: Filters<ImageScanFinding> = {
  imageBuildVersionArn: ({ imageBuildVersionArn }) => imageBuildVersionArn,
  imagePipelineArn: ({ imagePipelineArn }) => imagePipelineArn,
  vulnerabilityId: ({ packageVulnerabilityDetails }) =>
    packageVulnerabilityDetails?.vulnerabilityId,
  severity: ({ severity }) => severity,
};

/** Source: the model on ListImageScanFindingAggregations. */
const aggregationKeys: Filters<ImageScanFinding> = {
  accountId: ({ awsAccountId }) => awsAccountId,
  imageBuildVersionArn: ({ imageBuildVersionArn }) => imageBuildVersionArn,
  imagePipelineArn: ({ imagePipelineArn }) => imagePipelineArn,
  vulnerabilityId: ({ packageVulnerabilityDetails }) =>
    packageVulnerabilityDetails?.vulnerabilityId,
};

/** Those of some builds, as far as they are the account's own. */
function findingsOfBuilds(
  { region, account }: Context,
  builds: readonly string[] = [],
): readonly ImageScanFinding[] {
  const own = builds.map((arn) => region.imageBuilder.builds.get(arn));
  return own.flatMap((build) => (build?.owner === account.id ? build.findings : []));
}

/** Assumption: an account sees the findings of its own images only. */
function allFindings({ region, account }: Context): readonly ImageScanFinding[] {
  return [...region.imageBuilder.builds.values()]
    .filter(({ owner }) => owner === account.id)
    .flatMap((build) => build.findings);
}

function countsOf(all: readonly ImageScanFinding[]): SeverityCounts {
  const count = (wanted: string) => all.filter(({ severity }) => severity === wanted).length;
  return {
    all: all.length,
    critical: count('CRITICAL'),
    high: count('HIGH'),
    medium: count('MEDIUM'),
  };
}

function aggregationOf(
  key: string,
  value: string,
  severityCounts: SeverityCounts,
): ImageScanFindingAggregation {
  switch (key) {
    case 'imageBuildVersionArn':
      return { imageAggregation: { imageBuildVersionArn: value, severityCounts } };
    case 'imagePipelineArn':
      return { imagePipelineAggregation: { imagePipelineArn: value, severityCounts } };
    case 'vulnerabilityId':
      return { vulnerabilityIdAggregation: { vulnerabilityId: value, severityCounts } };
    default:
      return { accountAggregation: { accountId: value, severityCounts } };
  }
}
