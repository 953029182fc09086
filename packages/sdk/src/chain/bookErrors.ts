import { AcesoError } from '@aceso/core'

export class BookOutOfSyncError extends AcesoError {
  constructor() {
    super(
      "What the endpoint tells of policies and claims isn't what the contracts have. Try another endpoint.",
      {
        name: 'BookOutOfSyncError',
      },
    )
  }
}

export class BookStateInvalidError extends AcesoError {
  constructor() {
    super('What was kept of the policy book is damaged, or belongs to another deployment.', {
      name: 'BookStateInvalidError',
    })
  }
}
