/** All recipes, by product and operation. */

import type { Recipe, Recipes } from '../recipe.js'
import { attachmentsRecipes } from './router-attachments.js'
import { changesRecipes } from './router-changes.js'
import { routersRecipes } from './router-routers.js'
import { routesRecipes } from './router-routes.js'
import { libraryRecipes } from './sharing-library.js'
import { listsRecipes } from './sharing-lists.js'
import { sharesRecipes } from './sharing-shares.js'
import { cenAttachmentsRecipes } from './sibling-attachments.js'
import { cenGrantsRecipes, vpcGrantsRecipes } from './sibling-grants.js'

const all: Readonly<Record<string, Recipes>> = {
  ResourceSharing: { ...sharesRecipes, ...listsRecipes, ...libraryRecipes },
  ExpressConnectRouter: { ...routersRecipes, ...attachmentsRecipes, ...changesRecipes, ...routesRecipes },
  Vpc: vpcGrantsRecipes,
  Cbn: { ...cenGrantsRecipes, ...cenAttachmentsRecipes },
}

export const recipeOf = (product: string, name: string): Recipe | undefined => all[product]?.[name]
/** `Product Operation` of every recipe. */
export const recipeNames = Object.entries(all).flatMap(([product, recipes]) =>
  Object.keys(recipes).map((name) => `${product} ${name}`),
)
