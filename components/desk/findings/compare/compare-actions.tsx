import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import { hashOf } from '../../../../lib/desk/route';
import type { FindingsBook } from '../../../../lib/findings/judgement';
import type { Loaded } from '../../loader';
import { useDesk } from '../../parts';
import type { BuildPlace, CompareRoute } from './compare-model';
import { ReferenceBuilds } from './reference-builds';

interface CompareActionsProps {
  readonly route: CompareRoute;
  readonly target: BuildPlace;
  readonly book: Loaded<FindingsBook>;
}

/** What else can be compared, and the way back to this comparison. */
export function CompareActions({ route, target, book }: CompareActionsProps) {
  const { go } = useDesk();
  const { base, target: _, show: __, ...rest } = route;
  const address = new URL(hashOf(route, false), location.href);
  return (
    <ReferenceBuilds
      target={target}
      book={book}
      onBase={(next) => go({ ...rest, base: next, target: target.build })}
    >
      <Button
        key="swap"
        onClick={() => go({ ...rest, base: target.build, ...(base && { target: base }) })}
      >
        Swap
      </Button>
      <Button key="choose" onClick={() => go({ ...rest, target: target.build })}>
        Choose other builds
      </Button>
      <CopyToClipboard
        key="copy"
        copyButtonText="Copy link"
        copySuccessText="Link copied"
        copyErrorText="The browser did not let the link be copied."
        textToCopy={address.href}
      />
    </ReferenceBuilds>
  );
}
