import type { RepositoryApplication } from '../../../lib/applications/application';
import { cloneOf, imageForBuilder, type Clone } from '../../../lib/cloning/clone';
import type { Image, Tags } from '../../../lib/images/image';
import { freeName } from '../../../lib/lifecycle/names';
import type { Networks } from '../../../lib/lifecycle/networks';
import { takenNames, type RegionFacts } from '../../../lib/lifecycle/refusals';
import type { BuilderEnd, WishOf } from '../../../lib/lifecycle/wish';
import { present } from '../../../lib/present';

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

/** The name of the image builder: the typed one, or a free one that tells what it makes. */
export function builderNameOf({ builder, image }: CloneForm, region: RegionFacts): string {
  if (builder !== undefined) return builder.trim();
  const name = image.trim();
  const taken = new Set([...takenNames(region), name]);
  return name === '' ? '' : freeName('image-builder', `${name}-builder`, taken);
}

/** The clone that a form stands for, complete or not. */
export function cloneIn(form: CloneForm, facts: CloneFacts): Clone {
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

/** What a form asks for where applications are added. */
export function wishIn(form: CloneForm, { source, region }: CloneFacts): WishOf<'clone'> {
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

/** What a form asks for where the image is copied. */
export function copyIn(form: CloneForm, { source, region }: CloneFacts): WishOf<'copy'> {
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
