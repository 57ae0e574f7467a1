import type { Image, ImageListing, ImageShare, ImageUsage, Tags } from '../images/image';
import { operation } from './contract';
import { imageRef, nothing } from './schemas';
import * as v from 'valibot';

const image = v.strictObject({ image: imageRef });

const imageWithArn = v.strictObject({ image: v.required(imageRef) });

/** Reading AppStream images. A page may call these for its own account and Region. */
export const imageOperations = {
  'images.list': operation<readonly ImageListing[]>()({
    title: 'List images',
    level: 'read',
    scope: 'required',
    input: nothing,
    actions: ['appstream:DescribeImages'],
    role: 'viewer',
    senders: ['page', 'extension'],
    cached: true,
  }),
  'images.get': operation<Image>()({
    title: 'Show an image',
    level: 'read',
    scope: 'required',
    input: image,
    actions: ['appstream:DescribeImages'],
    role: 'viewer',
    senders: ['page', 'extension'],
    cached: true,
  }),
  'images.shares': operation<readonly ImageShare[]>()({
    title: 'Show who an image is shared with',
    level: 'read',
    scope: 'required',
    input: image,
    actions: ['appstream:DescribeImagePermissions'],
    role: 'viewer',
    senders: ['page', 'extension'],
    cached: true,
  }),
  'images.usage': operation<ImageUsage>()({
    title: 'Show what runs on an image',
    level: 'read',
    scope: 'required',
    input: imageWithArn,
    actions: ['appstream:DescribeFleets', 'appstream:DescribeImageBuilders'],
    role: 'viewer',
    senders: ['page', 'extension'],
    cached: true,
  }),
  'images.tags': operation<Tags>()({
    title: "Show an image's tags",
    level: 'read',
    scope: 'required',
    input: imageWithArn,
    actions: ['appstream:ListTagsForResource'],
    role: 'viewer',
    senders: ['page', 'extension'],
    cached: true,
  }),
} as const;
