import type {
  DescribeFleetsRequest,
  DescribeFleetsResult,
  DescribeStacksRequest,
  DescribeStacksResult,
  ListAssociatedFleetsRequest,
  ListAssociatedFleetsResult,
  ListAssociatedStacksRequest,
  ListAssociatedStacksResult,
} from '@aws-sdk/client-appstream';
import type { StackRecord } from '../../appstream/records';
import type { Context, Handlers } from '../../handler';
import type { FleetRecord } from '../../world';
import { chosenByName, othersPerPage, ownedBy } from './common';

/** Fleets, and the stacks that they are associated with. */
export const fleets = {
  DescribeFleets(input: DescribeFleetsRequest, context: Context): DescribeFleetsResult {
    const all = ownedBy(context.region.fleets, context.account.id);
    const { items, token } = context.page(
      chosenByName('fleet', all, input.Names, context.account.id),
      (fleet) => fleet.Name,
      { token: input.NextToken, size: othersPerPage },
    );
    return { Fleets: items.map(describedFleet), NextToken: token };
  },

  DescribeStacks(input: DescribeStacksRequest, context: Context): DescribeStacksResult {
    const all = ownedBy(context.region.stacks, context.account.id);
    const { items, token } = context.page(
      chosenByName('stack', all, input.Names, context.account.id),
      (stack) => stack.Name,
      { token: input.NextToken, size: othersPerPage },
    );
    return { Stacks: items.map(describedStack), NextToken: token };
  },

  /** Assumption: a fleet that is not there has no stacks, as the operation declares no error. */
  ListAssociatedStacks(
    input: ListAssociatedStacksRequest,
    context: Context,
  ): ListAssociatedStacksResult {
    const names = ownedBy(context.region.stacks, context.account.id)
      .filter((stack) => stack.fleets.has(input.FleetName ?? ''))
      .map((stack) => stack.Name);
    const { items, token } = context.page(names, (name) => name, {
      token: input.NextToken,
      size: othersPerPage,
    });
    return { Names: items, NextToken: token };
  },

  /** Assumption: as with the stacks of a fleet. */
  ListAssociatedFleets(
    input: ListAssociatedFleetsRequest,
    context: Context,
  ): ListAssociatedFleetsResult {
    const stack = ownedBy(context.region.stacks, context.account.id).find(
      ({ Name }) => Name === input.StackName,
    );
    const { items, token } = context.page([...(stack?.fleets ?? [])], (name) => name, {
      token: input.NextToken,
      size: othersPerPage,
    });
    return { Names: items, NextToken: token };
  },
} satisfies Handlers;

function describedFleet({ owner: _owner, tags: _tags, ...fleet }: FleetRecord) {
  return fleet;
}

function describedStack({ owner: _owner, tags: _tags, fleets: _fleets, ...stack }: StackRecord) {
  return stack;
}
