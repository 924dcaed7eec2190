export * from './random.js'
export * from './real.js'
export * from './state.js'
export * from './templates.js'
