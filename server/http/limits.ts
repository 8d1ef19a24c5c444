/** Outcomes in one page at most: at 8 KiB a report, under 1 MiB. */
export const PAGE_LIMIT = 100;

/** Alarms answered at most, newest first. */
export const ALARM_LIMIT = 100;

/** Orders answered at most, newest first. */
export const ORDER_LIMIT = 100;
