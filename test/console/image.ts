/** One row of an image's Permissions tab. */
export interface FixturePermission {
  readonly account: string;
  readonly allowFleet: boolean;
  readonly allowImageBuilder: boolean;
}

/** One image as the fixture console shows it; a test world adapts its own images to this. */
export interface FixtureImage {
  readonly name: string;
  readonly arn: string;
  readonly displayName?: string;
  readonly state: string;
  readonly visibility: 'PUBLIC' | 'PRIVATE' | 'SHARED';
  readonly sharedWithOthers: boolean;
  readonly platform: string;
  /** Epoch milliseconds. */
  readonly createdTime: number;
  readonly description?: string;
  readonly permissions: readonly FixturePermission[];
  readonly applications: readonly { readonly name: string; readonly displayName: string }[];
  readonly tags: Readonly<Record<string, string>>;
}

/** The reply of the console's own image API. */
export interface FixtureImages {
  readonly images: readonly FixtureImage[];
}
