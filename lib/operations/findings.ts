import type { Package } from '../builds/build';
import { bookLimits, type FindingsBook } from '../findings/judgement';
import type {
  CountedBuild,
  Enrichment,
  FindingsChange,
  KeptScan,
  Ranking,
  ScanPart,
  SearchPage,
} from '../findings/scan';
import { gateRule, judgement, pin, vulnerabilityId } from '../findings/schema';
import { operation } from './contract';
import { buildArn, imageArnOfBuilder, nothing, pageToken, pipelineArn } from './schemas';
import * as v from 'valibot';

const one = v.strictObject({ build: buildArn });

/** Reads of AWS, for the extension's documents. */
const reading = {
  level: 'read',
  scope: 'required',
  role: 'viewer',
  senders: ['extension'],
} as const;

/** What is kept on this computer alone. */
const local = { level: 'read', scope: 'none', actions: [], senders: ['extension'] } as const;

/** Findings of builds beside each other. */
export const findingsOperations = {
  /**
   * Gives the pages from one on as soon as there are any, and reads on as long as somebody asks;
   * where it stopped before it goes on.
   */
  'findings.read': operation<ScanPart>()({
    ...reading,
    title: 'Read the findings of a build',
    input: v.strictObject({
      build: buildArn,
      from: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000)),
    }),
    actions: [
      'imagebuilder:GetImage',
      'imagebuilder:ListImageScanFindingAggregations',
      'imagebuilder:ListImageScanFindings',
    ],
  }),
  'findings.cancel': operation<null>()({
    ...local,
    title: 'Stop reading the findings of a build',
    input: one,
  }),
  /** `null` when AWS keeps no list of what is installed. */
  'findings.inventory': operation<readonly Package[] | null>()({
    ...reading,
    title: 'List what is installed in a build that is compared',
    input: one,
    actions: ['imagebuilder:ListImagePackages'],
  }),
  'findings.kept': operation<readonly KeptScan[]>()({
    ...local,
    title: 'List the findings that are kept on this computer',
    input: nothing,
  }),
  /** All of them when no build is named. */
  'findings.drop': operation<null>()({
    ...local,
    title: 'Remove findings that are kept on this computer',
    input: v.strictObject({ builds: v.exactOptional(v.pipe(v.array(buildArn), v.maxLength(500))) }),
  }),
  'findings.change': operation<FindingsChange>()({
    ...reading,
    title: "Show how a build's findings differ from the build before",
    input: one,
    actions: [
      'imagebuilder:ListImageBuildVersions',
      'imagebuilder:ListImages',
      'imagebuilder:ListImageScanFindingAggregations',
    ],
    senders: ['page', 'extension'],
    cached: true,
  }),
  /** The builds of an image or of a pipeline, the newest first, and no more than `seriesLimit`. */
  'findings.series': operation<readonly CountedBuild[]>()({
    ...reading,
    title: 'List the builds of an image with their findings',
    input: v.union([
      v.strictObject({ image: imageArnOfBuilder }),
      v.strictObject({ pipeline: pipelineArn }),
    ]),
    actions: [
      'imagebuilder:ListImages',
      'imagebuilder:ListImageBuildVersions',
      'imagebuilder:ListImagePipelineImages',
      'imagebuilder:ListImageScanFindingAggregations',
    ],
  }),
  /** Of the account's own images. */
  'findings.ranking': operation<Ranking>()({
    ...reading,
    title: 'Rank the images of an account by their findings',
    input: nothing,
    actions: [
      'imagebuilder:ListImages',
      'imagebuilder:ListImageBuildVersions',
      'imagebuilder:ListImageScanFindingAggregations',
    ],
  }),
  'findings.search': operation<SearchPage>()({
    ...reading,
    title: 'Find the builds that have a vulnerability',
    input: v.strictObject({
      vulnerability: vulnerabilityId,
      token: v.exactOptional(pageToken),
    }),
    actions: ['imagebuilder:ListImageScanFindings'],
  }),
  'findings.book': operation<FindingsBook>()({
    ...local,
    title: 'Give what was recorded about findings',
    input: nothing,
  }),
  /** Adds judgements, and replaces those of the same ids. */
  'findings.judge': operation<null>()({
    ...local,
    title: 'Record judgements of vulnerabilities',
    input: v.strictObject({
      judgements: v.pipe(v.array(judgement), v.maxLength(bookLimits.judgements)),
    }),
  }),
  'findings.unjudge': operation<null>()({
    ...local,
    title: 'Remove judgements of vulnerabilities',
    input: v.strictObject({
      ids: v.pipe(v.array(v.pipe(v.string(), v.uuid())), v.maxLength(bookLimits.judgements)),
    }),
  }),
  /** Replaces all of them. */
  'findings.set-rules': operation<null>()({
    ...local,
    title: 'Set the rules of the gate',
    input: v.strictObject({ rules: v.pipe(v.array(gateRule), v.maxLength(bookLimits.rules)) }),
  }),
  'findings.pin': operation<null>()({
    ...local,
    title: 'Say which build of an image is in production',
    input: pin,
  }),
  'findings.unpin': operation<null>()({
    ...local,
    title: 'Say that no build of an image is in production',
    input: v.strictObject({ image: imageArnOfBuilder }),
  }),
  /** `null` when AWS does not know it. What was learned within a day is not asked for again. */
  'findings.enrich': operation<Enrichment | null>()({
    ...reading,
    title: 'Ask Amazon Inspector about a vulnerability',
    input: v.strictObject({ vulnerability: vulnerabilityId }),
    actions: ['inspector2:SearchVulnerabilities'],
  }),
  'findings.enriching': operation<boolean>()({
    ...local,
    title: 'Tell whether Amazon Inspector may be asked about vulnerabilities',
    input: nothing,
  }),
  'findings.set-enriching': operation<null>()({
    ...local,
    title: 'Set whether Amazon Inspector may be asked about vulnerabilities',
    input: v.strictObject({ on: v.boolean() }),
  }),
} as const;
