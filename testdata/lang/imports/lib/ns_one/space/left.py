side = 'left'
