This program never closes a bracket

++[>+
  [-]
