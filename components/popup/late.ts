/**
 * The views behind the popup's first one. They come in a file of their own, so that what they are
 * made of (reading CSV, reviewing plans) costs the first view nothing.
 */
export { BulkShare } from './bulk-share';
export { JobList } from './job-list';
export { JobView } from './job-view';
