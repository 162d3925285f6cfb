helped = 'help'
