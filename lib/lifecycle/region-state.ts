import type { Image } from '../images/image';
import type { ImageBuilder } from './builder';

/** The images that an account can use in a Region, and its image builders there. */
export interface RegionState {
  readonly images: readonly Image[];
  readonly builders: readonly ImageBuilder[];
}
