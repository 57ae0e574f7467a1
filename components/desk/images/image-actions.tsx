import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { DeskRoute } from '../../../lib/desk/route';
import type { ImageListing } from '../../../lib/images/image';
import { explainProblem } from '../../../lib/problems/explain';
import type { Scope } from '../../../lib/scope';
import { useDesk } from '../parts';
import { useReadOnly } from '../use-safety';
import { actItems, routeOfAct } from './acts-model';
import { listingObstacle } from './model';

interface ImageActionsProps {
  readonly scope: Scope;
  readonly selected: readonly ImageListing[];
}

/** What can be done with the images that are selected: sharing, and what else becomes of them. */
export function ImageActions({ scope, selected }: ImageActionsProps) {
  const { go } = useDesk();
  const readOnly = useReadOnly(scope);
  const forbidden = readOnly && explainProblem(readOnly).summary;
  const items = actItems(selected, scope.account, forbidden);
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {sharesOf(scope, selected, forbidden).map(({ text, reason, route }) => (
        <Button
          key={text}
          disabled={reason !== undefined}
          {...(reason !== undefined && { disabledReason: reason })}
          onClick={() => route && go(route)}
        >
          {text}
        </Button>
      ))}
      <ButtonDropdown
        key="acts"
        expandToViewport
        items={items.map(({ id, text, reason }) => ({
          id,
          text,
          disabled: reason !== undefined,
          ...(reason !== undefined && { disabledReason: reason }),
        }))}
        onItemClick={({ detail }) => {
          const item = items.find(({ id }) => id === detail.id);
          const route = item && routeOfAct(item.id, scope, selected);
          if (route) go(route);
        }}
      >
        Actions
      </ButtonDropdown>
    </SpaceBetween>
  );
}

interface ShareAction {
  readonly text: string;
  readonly reason: string | undefined;
  readonly route: DeskRoute | undefined;
}

/** The ways to the sharing of images; that of several images begins with all of them picked. */
function sharesOf(
  scope: Scope,
  selected: readonly ImageListing[],
  forbidden: string | undefined,
): readonly ShareAction[] {
  const [first] = selected;
  const only = selected.length === 1 ? first : undefined;
  const image = only && { name: only.name, arn: only.arn };
  const none = forbidden ?? (first ? undefined : 'Select an image first.');
  const obstacle = none ?? (only ? listingObstacle(only) : 'Select only one image.');
  const unshared = 'This image is not shared with any account.';
  const change = obstacle ?? (only?.visibility === 'private' ? unshared : undefined);
  return [
    {
      text: 'Share image',
      reason: only ? obstacle : none,
      route: image
        ? { view: 'share', scope, image }
        : { view: 'bulk', scope, images: selected.map(({ name }) => name) },
    },
    {
      text: 'Edit permissions',
      reason: change,
      route: image && { view: 'edit', scope, image },
    },
    {
      text: 'Stop sharing',
      reason: change,
      route: image && { view: 'stop', scope, image },
    },
  ];
}
