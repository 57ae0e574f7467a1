import Header from '@cloudscape-design/components/header';
import type { Scope } from '../../../lib/scope';

interface BulkViewProps {
  readonly scope: Scope | undefined;
  readonly images: readonly string[] | undefined;
  readonly chosen: true | undefined;
}

/** Sharing many images with many accounts. */
export function BulkView(_: BulkViewProps) {
  return <Header variant="h1">Share</Header>;
}
