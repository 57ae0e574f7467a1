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
import { filterOf, pageOf } from './common';

/** What Amazon Inspector found in images, as Image Builder keeps it. */
export const findings = {
  /**
   * One filter with one value at most, as the model has it. Assumption: it is applied before the page
   * is cut, because the findings are kept by what they are filtered by.
   */
  ListImageScanFindings(
    input: ListImageScanFindingsRequest,
    context: Context,
  ): ListImageScanFindingsResponse {
    const found = allFindings(context).filter(filterOf(input.filters, findingFilters));
    const { items, nextToken } = pageOf(
      context,
      input,
      found.map((finding, index) => ({ finding, index })),
      ({ finding, index }) => `${sortable(finding.imageBuildVersionArn ?? '')} ${sortable(index)}`,
    );
    return { findings: items.map(({ finding }) => finding), nextToken };
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
    for (const finding of allFindings(context).filter(keep)) {
      const value = keyOf(finding) ?? '';
      groups.set(value, [...(groups.get(value) ?? []), finding]);
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
