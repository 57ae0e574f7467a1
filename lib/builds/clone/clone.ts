import type { Json } from '../../activity/entry';
import type { RegionCode } from '../../scope';
import type { ImageBuild } from '../build';

/** From what a clone starts: the image itself, or what its recipe started from. */
export const cloneBases = ['image', 'recipe'] as const;

export type CloneBase = (typeof cloneBases)[number];

/** Whose components are listed. Source: the Image Builder model's `Ownership`. */
export const componentOwners = ['Self', 'Shared', 'Amazon'] as const;

export type ComponentOwner = (typeof componentOwners)[number];

/** A version of a component as lists tell it. */
export interface ComponentListing {
  readonly arn: string;
  readonly name: string;
  /** Such as `1.0.1`, without the build version. */
  readonly version: string;
  readonly description?: string;
  /** `Windows`, `Linux` or `macOS`. */
  readonly platform?: string;
  /** `BUILD` or `TEST`. */
  readonly type?: string;
  /** `ACTIVE`, `DEPRECATED` or `DISABLED`; AWS says none of most. */
  readonly status?: string;
  /** The operating systems that it is for, by how their names begin; for all of them without. */
  readonly osVersions: readonly string[];
}

/** A component with the parameters that its document has. */
export type Component = ComponentListing & { readonly parameters: readonly ComponentParameter[] };

export interface ComponentParameter {
  readonly name: string;
  /** `string`, `integer`, `boolean` or `stringList`, however AWS writes it. */
  readonly type: string;
  readonly description?: string;
  /** What counts when nothing is given; absent when something must be. */
  readonly fallback?: readonly string[];
}

/** A component of a recipe, with the values of its parameters. */
export interface RecipePart {
  readonly arn: string;
  readonly parameters: readonly { readonly name: string; readonly values: readonly string[] }[];
}

/** What AWS tells of a recipe or a build and a clone has unchanged, in AWS's own members. */
export type Kept = Readonly<Record<string, Json>>;

/** An infrastructure configuration to choose from. */
export interface InfrastructureChoice {
  readonly arn: string;
  readonly name: string;
  readonly description?: string;
  readonly instanceTypes: readonly string[];
}

/** What a clone is made from, with all that its form needs to know. */
export interface CloneSource {
  readonly build: ImageBuild;
  /** The components of its recipe, in their order. */
  readonly parts: readonly RecipePart[];
  readonly recipeKept: Kept;
  readonly buildKept: Kept;
  /** The tags of its recipe. */
  readonly recipeTags: Readonly<Record<string, string>>;
}

/** What the form of a clone is given: its source, and what there is to choose from. */
export type CloneFacts = CloneSource & {
  /** The versions that the account has of recipes, by name. */
  readonly versions: readonly { readonly name: string; readonly version: string }[];
  readonly infrastructures: readonly InfrastructureChoice[];
};

/** A recipe as it shall be created. */
export interface RecipeOrder {
  readonly name: string;
  readonly version: string;
  /** The ARN of an image, an AMI id, or whatever else AWS takes for a base. */
  readonly parent: string;
  readonly parts: readonly RecipePart[];
  readonly kept: Kept;
  readonly tags: Readonly<Record<string, string>>;
}

/** An image as it shall be built. */
export interface ImageOrder {
  /** The ARN of the recipe. */
  readonly recipe: string;
  readonly infrastructure: string;
  readonly distribution?: string;
  readonly kept: Kept;
  readonly tags: Readonly<Record<string, string>>;
}

/** The two steps of a clone; the second comes after the first. */
export type CloneChange =
  | { readonly act: 'create-recipe'; readonly recipe: RecipeOrder }
  | {
      readonly act: 'create-image';
      readonly image: ImageOrder;
      readonly infrastructureName: string;
      /** Where the image goes besides its own Region, as the distribution settings say. */
      readonly regions: readonly RegionCode[];
    };
