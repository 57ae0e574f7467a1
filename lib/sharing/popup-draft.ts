/** A bulk share as it stands in the popup's form. */
export interface ShareDraft {
  /** The names of the images that are ticked. */
  readonly images: readonly string[];
  /** The names of those that the page had selected when they were ticked. */
  readonly focus: readonly string[];
  /** The accounts as typed or pasted. */
  readonly accounts: string;
  readonly fleet: boolean;
  readonly imageBuilder: boolean;
  /** Takes the images away from the accounts; the permissions do not matter then. */
  readonly revoke: boolean;
}

/** The longest text of accounts that the popup takes, in UTF-16 code units. */
export const longestText = 100_000;

/** A form in which nothing was typed yet. */
export const emptyDraft: ShareDraft = {
  images: [],
  focus: [],
  accounts: '',
  fleet: true,
  imageBuilder: false,
  revoke: false,
};
