This program prints a letter and then leaves the tape

++++++++[>++++++++<-]>+.<<
