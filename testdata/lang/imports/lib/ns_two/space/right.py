side = 'right'
