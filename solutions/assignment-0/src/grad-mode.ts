/** Whether operations are recorded at all. Finished; `no-grad-in-place` is about changing it. */
export const gradMode: { enabled: boolean } = { enabled: true };
