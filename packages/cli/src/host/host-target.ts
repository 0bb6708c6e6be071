/** The name under which both parts of a host are rendered. */
export const HOST_TARGET = 'host';
