/** Most outcomes in a page: at 8 KiB a report, under 1 MiB. */
export const PAGE_LIMIT = 100;

/** Most alarms in an answer, newest first. */
export const ALARM_LIMIT = 100;

/** Most orders in an answer, newest first. */
export const ORDER_LIMIT = 100;
