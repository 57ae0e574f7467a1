import { BuildsTable } from './builds-table';
import { useLists } from './lists';

/** The builds of one version of an image. */
export function VersionPage({ arn }: { readonly arn: string }) {
  const { answer, reload } = useLists();
  return (
    <BuildsTable
      title="Image build versions"
      things="image build versions"
      builds={answer?.builds.filter(({ versionArn }) => versionArn === arn)}
      reload={reload}
    />
  );
}
